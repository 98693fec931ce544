package dev.scanrelay.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scanrelay.id.PartnerId;
import io.vertx.core.MultiMap;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardsTest {

    private static final String SECRET = "0123456789abcdef0123";
    private static final String BODY = "{\"rxId\":1}";
    private static final Map<String, String> HEADER = Map.of(
            "scanrelay.ingress.guards.secret-header.name",
            "X-Secret",
            "scanrelay.ingress.guards.secret-header.value",
            SECRET);

    @Test
    void askForNothingByDefault() {
        assertThat(refused(Map.of(), delivery(Map.of()))).isEmpty();
    }

    @Test
    void askForTheSharedSecret() {
        assertThat(refused(HEADER, delivery(Map.of("x-secret", SECRET)))).isEmpty();
        assertThat(refused(HEADER, delivery(Map.of("x-secret", SECRET + "4")))).contains(Refusal.GUARD_HEADER);
        assertThat(refused(HEADER, delivery(Map.of()))).contains(Refusal.GUARD_HEADER);
    }

    @Test
    void askForASignatureOfTheRawBody() throws Exception {
        Map<String, String> hex = Map.of(
                "scanrelay.ingress.guards.hmac.header", "X-Signature", "scanrelay.ingress.guards.hmac.key", SECRET);
        Map<String, String> base64 = Map.of(
                "scanrelay.ingress.guards.hmac.header", "X-Signature",
                "scanrelay.ingress.guards.hmac.key", SECRET,
                "scanrelay.ingress.guards.hmac.encoding", "base64");
        byte[] signature = hmac(BODY);
        String inHex = HexFormat.of().formatHex(signature);

        assertThat(refused(hex, delivery(Map.of("X-Signature", inHex)))).isEmpty();
        assertThat(refused(hex, delivery(Map.of("X-Signature", "sha256=" + inHex.toUpperCase()))))
                .isEmpty();
        assertThat(refused(
                        base64,
                        delivery(Map.of("X-Signature", Base64.getEncoder().encodeToString(signature)))))
                .isEmpty();
        assertThat(refused(hex, delivery(Map.of("X-Signature", HexFormat.of().formatHex(hmac(BODY + " "))))))
                .contains(Refusal.GUARD_SIGNATURE);
        assertThat(refused(hex, delivery(Map.of("X-Signature", "no hex")))).contains(Refusal.GUARD_SIGNATURE);
        assertThat(refused(hex, delivery(Map.of()))).contains(Refusal.GUARD_SIGNATURE);
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9, '', true",
        "203.0.114.9, '', false",
        "::ffff:203.0.113.9, '', true",
        "2001:db8::1, '', true",
        "2001:db9::1, '', false",
        "203.0.114.9, 203.0.113.9, false", // the header of somebody we don't trust
        "10.0.0.1, '', false",
        "10.0.0.1, 203.0.113.9, true",
        "10.0.0.1, '203.0.113.9, 198.51.100.1', false", // the nearest untrusted hop counts, not the first
        "10.0.0.1, '198.51.100.1, 203.0.113.9, 10.0.0.2', true",
        "10.0.0.1, 'localhost', false",
        "10.0.0.1, '203.0.113.9, unknown', false"
    })
    void askForAnAddress(String peer, String forwardedFor, boolean welcome) {
        Map<String, String> settings = Map.of(
                "scanrelay.ingress.guards.addresses", "203.0.113.0/24,2001:db8::/32",
                "scanrelay.ingress.trusted-proxies", "10.0.0.0/8");
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        if (!forwardedFor.isEmpty()) {
            headers.add("X-Forwarded-For", forwardedFor);
        }

        Optional<Refusal> refusal =
                refused(settings, new Delivery("key", headers, peer, Optional::empty, BODY.getBytes(UTF_8)));

        assertThat(refusal).isEqualTo(welcome ? Optional.empty() : Optional.of(Refusal.GUARD_ADDRESS));
    }

    @Test
    void areReplacedByAPartnersOwnOfTheSameKind() {
        Map<String, String> settings = Map.of(
                "scanrelay.ingress.guards.addresses", "203.0.113.0/24",
                "scanrelay.ingress.guards.secret-header.name", "X-Secret",
                "scanrelay.ingress.guards.secret-header.value", SECRET,
                "scanrelay.ingress.partners.acme.guards.addresses", "127.0.0.1");
        Guards guards = Guards.of(WebhookServer.settings(settings));
        Delivery local = delivery(Map.of("X-Secret", SECRET));

        assertThat(guards.of(new PartnerId("acme")).refuse(local)).isEmpty();
        assertThat(guards.of(new PartnerId("acme")).refuse(delivery(Map.of()))).contains(Refusal.GUARD_HEADER);
        assertThat(guards.of(PartnerId.DEFAULT).refuse(local)).contains(Refusal.GUARD_ADDRESS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "guards.addresses                  | 203.0.113.0/33 | scanrelay.ingress.guards.addresses holds what is not a CIDR range",
                "guards.addresses                  | example.com    | scanrelay.ingress.guards.addresses holds what is not a CIDR range",
                "trusted-proxies                   | ten            | scanrelay.ingress.trusted-proxies holds what is not a CIDR range",
                "guards.client-certificate.subject | nobody         | scanrelay.ingress.guards.client-certificate.subject is not a distinguished name",
                "partners.Acme.guards.addresses    | 127.0.0.1      | scanrelay.ingress.partners.<id> needs the id of a partner"
            })
    void sayAtTheStartWhatCannotWork(String setting, String value, String problem) {
        IngressSettings settings = WebhookServer.settings(Map.of("scanrelay.ingress." + setting, value));

        assertThatThrownBy(() -> Guards.of(settings)).hasMessageContaining(problem);
    }

    @Test
    void doNotTakeAShortSecretNorPrintIt() {
        IngressSettings settings = WebhookServer.settings(Map.of(
                "scanrelay.ingress.guards.secret-header.name", "X-Secret",
                "scanrelay.ingress.guards.secret-header.value", "hunter2"));

        assertThatThrownBy(() -> Guards.of(settings))
                .hasMessageContaining("scanrelay.ingress.guards.secret-header.value is shorter than 16 characters")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @CsvSource({"ack-timeout,5s", "ack-timeout,10ms", "max-body-size,10M", "buffer,1K"})
    void limitsAreCheckedAtTheStart(String setting, String value) {
        IngressSettings settings = WebhookServer.settings(Map.of("scanrelay.ingress." + setting, value));

        assertThatThrownBy(() -> IngressChecks.check(settings))
                .hasMessageContaining("Cannot start: scanrelay.ingress." + setting);
    }

    private static Optional<Refusal> refused(Map<String, String> settings, Delivery delivery) {
        return Guards.of(WebhookServer.settings(settings)).of(PartnerId.DEFAULT).refuse(delivery);
    }

    private static Delivery delivery(Map<String, String> headers) {
        MultiMap all = MultiMap.caseInsensitiveMultiMap();
        headers.forEach(all::add);
        return new Delivery("key", all, "127.0.0.1", Optional::empty, BODY.getBytes(UTF_8));
    }

    private static byte[] hmac(String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
        return mac.doFinal(body.getBytes(UTF_8));
    }
}
