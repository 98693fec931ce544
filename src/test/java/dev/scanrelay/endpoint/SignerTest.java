package dev.scanrelay.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.scanrelay.endpoint.EndpointSecret.Kind;
import dev.scanrelay.secret.WebhookKeys;
import java.net.http.HttpHeaders;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What we sign is verified by others: the public library of Standard Webhooks, and the JDK's Ed25519. */
class SignerTest {

    private static final String ID = "5b3c6a52-2f0e-8f0a-9a39-3a8f0f6f6f10";
    private static final String BODY = "{\"specversion\":\"1.0\",\"id\":\"Grüße\"}";

    private final EndpointSecret secret = hmac();

    @Test
    void thePublicLibraryVerifiesIt() {
        Map<String, String> headers = sign(List.of(secret), Instant.now());

        assertThatCode(() -> verifier(secret).verify(BODY, of(headers))).doesNotThrowAnyException();
        assertThat(secret.shownSecret().orElseThrow()).matches("whsec_[A-Za-z0-9+/]{43}=");
    }

    @Test
    void thePublicLibraryRefusesAnotherBodySecretOrTime() {
        Map<String, String> headers = sign(List.of(secret), Instant.now());

        assertThatThrownBy(() -> verifier(secret).verify(BODY + " ", of(headers)))
                .isInstanceOf(WebhookVerificationException.class);
        assertThatThrownBy(() -> verifier(hmac()).verify(BODY, of(headers)))
                .isInstanceOf(WebhookVerificationException.class);
        assertThatThrownBy(() -> verifier(secret)
                        .verify(BODY, of(sign(List.of(secret), Instant.now().minusSeconds(400)))))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void bothSecretsOfARotationVerifyIt() {
        EndpointSecret next = hmac();
        Map<String, String> headers = sign(List.of(next, secret), Instant.now());

        assertThatCode(() -> verifier(secret).verify(BODY, of(headers))).doesNotThrowAnyException();
        assertThatCode(() -> verifier(next).verify(BODY, of(headers))).doesNotThrowAnyException();
    }

    @Test
    void thePublicKeyVerifiesTheOtherScheme() throws Exception {
        EndpointSecret pair = ed25519();
        Instant time = Instant.parse("2026-03-02T09:15:31Z");
        String[] signatures =
                sign(List.of(secret, pair), time).get("webhook-signature").split(" ");
        assertThat(signatures).hasSize(2);
        assertThat(signatures[1]).startsWith("v1a,");

        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(publicKey(pair.shownPublicKey().orElseThrow()));
        verifier.update((ID + "." + time.getEpochSecond() + "." + BODY).getBytes(UTF_8));

        assertThat(verifier.verify(Base64.getDecoder().decode(signatures[1].substring(4))))
                .isTrue();
        assertThat(pair.shownSecret()).isEmpty();
    }

    private static java.security.PublicKey publicKey(String shown) throws Exception {
        byte[] raw = Base64.getDecoder().decode(shown.substring("whpk_".length()));
        byte[] prefix = Base64.getDecoder().decode("MCowBQYDK2VwAyEA"); // SubjectPublicKeyInfo of Ed25519 (RFC 8410)
        byte[] encoded = new byte[prefix.length + raw.length];
        System.arraycopy(prefix, 0, encoded, 0, prefix.length);
        System.arraycopy(raw, 0, encoded, prefix.length, raw.length);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }

    private static Map<String, String> sign(List<EndpointSecret> secrets, Instant time) {
        return Signer.headers(secrets, ID, time, BODY.getBytes(UTF_8));
    }

    private static HttpHeaders of(Map<String, String> headers) {
        return HttpHeaders.of(
                headers.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> List.of(e.getValue()))),
                (name, value) -> true);
    }

    private static Webhook verifier(EndpointSecret secret) {
        try {
            return new Webhook(secret.shownSecret().orElseThrow());
        } catch (EmptyWebhookSecretException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static EndpointSecret hmac() {
        return new EndpointSecret(
                UUID.randomUUID(), Kind.HMAC, WebhookKeys.newKey(), Optional.empty(), Instant.EPOCH, Optional.empty());
    }

    private static EndpointSecret ed25519() {
        WebhookKeys.Pair pair = WebhookKeys.newPair();
        return new EndpointSecret(
                UUID.randomUUID(),
                Kind.ED25519,
                pair.privateKey(),
                Optional.of(pair.publicKey()),
                Instant.EPOCH,
                Optional.empty());
    }
}
