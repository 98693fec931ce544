package dev.scanrelay.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Base64;

/** A token endpoint that knows one client. */
final class Issuer implements AutoCloseable {

    static final String SIGNATURE = "aXNzdWVk";

    private final HttpServer server;
    private volatile String secret;

    Issuer(String secret) throws IOException {
        this.secret = secret;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", this::answer);
        server.start();
    }

    void expect(String another) {
        secret = another;
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/token";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String expected = "Basic " + base64("scanrelay:" + secret);
            boolean known = expected.equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = (known ? token() : "{\"error\":\"invalid_client\"}").getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(known ? 200 : 401, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String token() {
        long now = Instant.now().getEpochSecond();
        String claims = "{\"sub\":\"scanrelay\",\"iat\":%d,\"exp\":%d,\"scope\":\"kafka\"}".formatted(now, now + 3600);
        return "{\"access_token\":\"%s.%s.%s\",\"token_type\":\"Bearer\",\"expires_in\":3600}"
                .formatted(url("{\"alg\":\"RS256\"}"), url(claims), SIGNATURE);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static String url(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
