package dev.scanrelay.local.exam;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A delivery: a body, and the headers of Standard Webhooks 1.0 over it. */
record Envelope(Map<String, String> headers, String body) {

    static final String ID = "webhook-id";
    static final String TIMESTAMP = "webhook-timestamp";
    static final String SIGNATURE = "webhook-signature";

    static Envelope of(ObjectNode event, String secret, Instant now) {
        return of(event.path("id").asText(), event.toString(), secret, now);
    }

    static Envelope of(String id, String body, String secret, Instant now) {
        var seconds = Long.toString(now.getEpochSecond());
        return new Envelope(
                Map.of(ID, id, TIMESTAMP, seconds, SIGNATURE, sign(secret, id + "." + seconds + "." + body)), body);
    }

    Envelope with(String header, String value) {
        return with(header, old -> value);
    }

    Envelope with(String header, UnaryOperator<String> change) {
        var more = new LinkedHashMap<>(headers);
        more.compute(header, (name, old) -> change.apply(old == null ? "" : old));
        return new Envelope(Map.copyOf(more), body);
    }

    Envelope without(String header) {
        var fewer = new LinkedHashMap<>(headers);
        fewer.remove(header);
        return new Envelope(Map.copyOf(fewer), body);
    }

    /** Another body under the same signature. */
    Envelope changed(UnaryOperator<String> change) {
        return new Envelope(headers, change.apply(body));
    }

    private static String sign(String secret, String message) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            var key = Base64.getDecoder().decode(secret.substring(secret.indexOf('_') + 1));
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(message.getBytes(UTF_8)));
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
