package dev.scanrelay.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.docs.ManualProfile;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.testing.ClientCheck;
import dev.scanrelay.testing.ClientCheck.Ended;
import dev.scanrelay.testing.Flow;
import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.testing.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/openapi.yaml is free of a linter's complaints, and clients made from it compile and understand the service's answers. */
@QuarkusTest
@TestProfile(ManualProfile.class)
@Tag("clients")
class ClientsTest {

    private static long account;
    private static String rxId = "";

    @Inject
    Pairings pairings;

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    @BeforeEach
    void haveAScan() {
        if (account == 0) {
            Flow flow = Flow.with(pairings);
            account = flow.pairedClinic();
            SandboxClient.Scan scan = flow.sandbox().scan(account, Map.of("bytes", 60_000, "imageWidth", 0));
            rxId = scan.rxId();
            flow.ready(rxId, 1);
        }
    }

    @Test
    void theDescriptionIsFreeOfComplaints() throws Exception {
        Ended lint = check("lint");

        assertThat(lint.status()).as(lint.output()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "typescript", "go", "csharp"})
    void aClientCompilesAndUnderstandsTheAnswers(String language) throws Exception {
        Ended client = check(language);

        assertThat(client.status()).as(client.output()).isZero();
        assertThat(client.output().lines())
                .contains(
                        "pairing " + account + " active",
                        "order ready, revision 1",
                        "problem 404 urn:scanrelay:problem:order-not-found");
    }

    private Ended check(String what) throws IOException, InterruptedException {
        return ClientCheck.run(
                what,
                Map.of(
                        "SCANRELAY_URL",
                        "http://127.0.0.1:" + port,
                        "SCANRELAY_KEY",
                        TestKeys.admin(),
                        "SCANRELAY_RX",
                        rxId),
                "");
    }
}
