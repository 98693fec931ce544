package dev.scanrelay.docs;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.flow.FlowProfile;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.testing.Flow;
import dev.scanrelay.testing.SandboxClient.Scan;
import dev.scanrelay.testing.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/privacy.md, each block with a key that has the scopes named there and no others. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class PrivacyPageTest {

    private static final Path PAGE = Path.of("docs", "privacy.md");
    private static final Pattern KEY = Pattern.compile("(?m)^KEY=\\.\\.\\. *# (.*)$");
    private static final Pattern SCOPE = Pattern.compile("[a-z]+:[a-z]+");
    private static final Map<String, Object> SMALL =
            Map.of("bytes", 60_000, "imageWidth", 0, "artifacts", List.of("IDE"));

    @Inject
    Pairings pairings;

    private final String admin = TestKeys.admin();

    @Test
    void doesWhatItSays(@TempDir Path folder) throws IOException {
        Flow flow = Flow.with(pairings);
        long account = flow.pairedClinic();
        String patient = flow.sandbox()
                .newPatient(account, Map.of("firstName", "Anna", "lastName", "Berg", "chartNumber", "4711"))
                .patientId();
        Scan scan = flow.sandbox().newScan(Map.of("account", account, "patientId", patient, "plan", SMALL));
        flow.ready(scan.rxId(), 1);
        String order = given().header("Authorization", "Bearer " + admin)
                .get("/api/v1/orders/by-rx/" + scan.rxId())
                .path("id");
        Map<String, String> here = Map.of(
                "BASE",
                "http://localhost:" + RestAssured.port,
                "ACCOUNT",
                String.valueOf(account),
                "PATIENT",
                patient,
                "ORDER",
                order);

        try (Shell shell = new Shell(folder)) {
            shell.run("curl() { command curl --fail-with-body \"$@\" || echo REFUSED >&2; }");
            for (String commands : blocks()) {
                Shell.Printed printed = shell.run(placed(commands, here));
                assertThat(printed.text()).as(commands).doesNotContain("REFUSED");
                if (commands.contains("/patients/search")) {
                    assertThat(printed.text()).contains(patient, order, "order.read");
                }
                if (commands.contains("/erasures/preview")) {
                    assertThat(printed.text()).contains(order, "\"of\":\"patient\"");
                }
            }
        }
    }

    /** The erasure last, as nothing can be held or kept after it. */
    private static List<String> blocks() throws IOException {
        return Guide.read(PAGE).steps().stream()
                .filter(Guide.Step.Run.class::isInstance)
                .map(step -> ((Guide.Step.Run) step).commands())
                .sorted(Comparator.comparing((String commands) -> commands.contains("/erasures")))
                .toList();
    }

    private String placed(String commands, Map<String, String> here) {
        String placed = KEY.matcher(commands).replaceAll(scopes -> "KEY=" + key(scopes.group(1)));
        for (Map.Entry<String, String> own : here.entrySet()) {
            placed = placed.replaceAll("(?m)^" + own.getKey() + "=.*$", own.getKey() + "=" + own.getValue());
        }
        return placed;
    }

    private String key(String named) {
        List<String> scopes =
                SCOPE.matcher(named).results().map(MatchResult::group).toList();
        assertThat(scopes).isNotEmpty();
        return given().header("Authorization", "Bearer " + admin)
                .contentType(ContentType.JSON)
                .body(Map.of("name", "privacy", "owner", "test", "scopes", scopes))
                .post("/api/v1/keys")
                .path("key");
    }
}
