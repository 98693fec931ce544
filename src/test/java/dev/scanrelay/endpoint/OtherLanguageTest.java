package dev.scanrelay.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.secret.WebhookKeys;
import dev.scanrelay.testing.ClientCheck;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What we sign is verified by the public library of Standard Webhooks in JavaScript, too. */
@Tag("clients")
class OtherLanguageTest {

    private static final String ID = "5b3c6a52-2f0e-8f0a-9a39-3a8f0f6f6f10";
    private static final String BODY = "{\"specversion\":\"1.0\",\"id\":\"Grüße\"}";

    private final EndpointSecret secret = secret();
    private final EndpointSecret next = secret();
    private final StringBuilder lines = new StringBuilder();

    @Test
    void javaScriptVerifiesWhatWeSignAndRefusesTheRest() throws Exception {
        Map<String, String> now = Signer.headers(List.of(secret), ID, Instant.now(), BODY.getBytes(UTF_8));
        Map<String, String> both = Signer.headers(List.of(next, secret), ID, Instant.now(), BODY.getBytes(UTF_8));
        Map<String, String> old =
                Signer.headers(List.of(secret), ID, Instant.now().minusSeconds(400), BODY.getBytes(UTF_8));
        line("plain", secret, now, BODY);
        line("rotated, old secret", secret, both, BODY);
        line("rotated, new secret", next, both, BODY);
        line("another body", secret, now, BODY + " ");
        line("another secret", next, now, BODY);
        line("too old", secret, old, BODY);

        ClientCheck.Ended ended = ClientCheck.run("webhooks", Map.of(), lines.toString());

        assertThat(ended.status()).as(ended.output()).isZero();
        assertThat(ended.output().lines())
                .contains(
                        "plain: verified",
                        "rotated, old secret: verified",
                        "rotated, new secret: verified",
                        "another body: WebhookVerificationError",
                        "another secret: WebhookVerificationError",
                        "too old: WebhookVerificationError");
    }

    private void line(String name, EndpointSecret known, Map<String, String> headers, String body) throws Exception {
        lines.append(new ObjectMapper()
                        .writeValueAsString(Map.of(
                                "name",
                                name,
                                "secret",
                                known.shownSecret().orElseThrow(),
                                "headers",
                                headers,
                                "body",
                                body)))
                .append('\n');
    }

    private static EndpointSecret secret() {
        return new EndpointSecret(
                UUID.randomUUID(),
                EndpointSecret.Kind.HMAC,
                WebhookKeys.newKey(),
                Optional.empty(),
                Instant.now(),
                Optional.empty());
    }
}
