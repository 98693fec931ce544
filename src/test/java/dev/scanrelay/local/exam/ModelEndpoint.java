package dev.scanrelay.local.exam;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An endpoint before {@link ModelPractice} that knows nothing but the exam's public key: it verifies {@code v1a}. */
final class ModelEndpoint implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] HEAD_OF_A_KEY = HexFormat.of().parseHex("302a300506032b6570032100");

    private final ModelPractice practice;
    private final HttpServer server;
    private final ExecutorService worker = Executors.newSingleThreadExecutor();

    ModelEndpoint(ModelPractice practice) throws IOException {
        this.practice = practice;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/scans");
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(status(exchange, body), -1);
        exchange.close();
    }

    private int status(HttpExchange exchange, byte[] body) {
        if (!isOurs(exchange, body)) {
            return 401;
        }
        try {
            JsonNode event = JSON.readTree(body);
            worker.submit(() -> {
                practice.take(event);
                return event;
            });
            return 204;
        } catch (IOException notJson) {
            return 400;
        }
    }

    private static boolean isOurs(HttpExchange exchange, byte[] body) {
        String id = exchange.getRequestHeaders().getFirst("webhook-id");
        String at = exchange.getRequestHeaders().getFirst("webhook-timestamp");
        String given = exchange.getRequestHeaders().getFirst("webhook-signature");
        if (given == null || Math.abs(Instant.now().getEpochSecond() - Long.parseLong(at)) > 300) {
            return false;
        }
        String message = id + "." + at + "." + new String(body, UTF_8);
        for (String one : given.split(" ")) {
            if (one.startsWith("v1a,") && isGood(one.substring(4), message)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isGood(String signature, String message) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key());
            verifier.update(message.getBytes(UTF_8));
            return verifier.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException none) {
            return false;
        }
    }

    private static PublicKey key() throws GeneralSecurityException {
        byte[] raw = Base64.getDecoder().decode(ExamConfig.PUBLIC_KEY.substring("whpk_".length()));
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(HexFormat.of()
                        .parseHex(HexFormat.of().formatHex(HEAD_OF_A_KEY)
                                + HexFormat.of().formatHex(raw))));
    }

    @Override
    public void close() {
        server.stop(0);
        worker.shutdownNow();
    }
}
