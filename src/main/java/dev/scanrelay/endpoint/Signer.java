package dev.scanrelay.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.scanrelay.secret.WebhookKeys;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Signs as Standard Webhooks 1.0: {@code id.timestamp.body}, once with each secret that is good. */
final class Signer {

    private Signer() {}

    static Map<String, String> headers(List<EndpointSecret> secrets, String id, Instant time, byte[] body) {
        String seconds = String.valueOf(time.getEpochSecond());
        byte[] message = message(id, seconds, body);
        return Map.of(
                "webhook-id", id,
                "webhook-timestamp", seconds,
                "webhook-signature",
                        secrets.stream()
                                .map(secret -> signature(secret, message))
                                .collect(Collectors.joining(" ")));
    }

    private static byte[] message(String id, String seconds, byte[] body) {
        ByteArrayOutputStream message = new ByteArrayOutputStream(body.length + 100);
        message.writeBytes((id + "." + seconds + ".").getBytes(UTF_8));
        message.writeBytes(body);
        return message.toByteArray();
    }

    private static String signature(EndpointSecret secret, byte[] message) {
        byte[] signature = switch (secret.kind()) {
            case HMAC -> WebhookKeys.hmacSha256(secret.key(), message);
            case ED25519 -> WebhookKeys.ed25519(secret.key(), message);
        };
        return secret.kind().version() + "," + Base64.getEncoder().encodeToString(signature);
    }
}
