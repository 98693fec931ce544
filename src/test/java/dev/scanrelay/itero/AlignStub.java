package dev.scanrelay.itero;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.scanrelay.testing.LiveConfig;
import dev.scanrelay.trace.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that answers what a test tells it to and remembers what it was asked, for answers that no sandbox gives. */
final class AlignStub implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    AlignStub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** What was asked. */
    record Asked(String method, String uri, Map<String, String> headers, String body) {

        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }
    }

    /** How to answer. */
    interface Reply {
        void to(HttpExchange exchange) throws IOException;
    }

    static Reply json(int status, String body) {
        return bytes(status, Map.of("Content-Type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
    }

    static Reply status(int status, Map<String, String> headers) {
        return bytes(status, headers, new byte[0]);
    }

    static Reply bytes(int status, Map<String, String> headers, byte[] body) {
        return exchange -> {
            headers.forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        };
    }

    AlignStub on(String path, Reply reply) {
        replies.put(path, reply);
        return this;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    Asked onlyRequest() {
        if (asked.size() != 1) {
            throw new AssertionError("expected one request, got " + asked);
        }
        return asked.getFirst();
    }

    List<Asked> requests() {
        return asked;
    }

    /** A client whose fixed base URL is this server. */
    Itero client(String... settings) {
        return client(new SimpleMeterRegistry(), settings);
    }

    Itero client(MeterRegistry meters, String... settings) {
        Map<String, String> all = new HashMap<>(settings(url()));
        for (int i = 0; i < settings.length; i += 2) {
            all.put("scanrelay.itero." + settings[i], settings[i + 1]);
        }
        return new Itero(config(all), secrets(all), meters, new Tracing(OpenTelemetry.noop()), Gate.OPEN, CLOCK);
    }

    static Map<String, String> settings(String url) {
        return Map.of(
                "scanrelay.itero.mode", "fixed",
                "scanrelay.itero.base-url", url,
                "scanrelay.itero.allow-http", "true",
                "scanrelay.itero.trusted-hosts", "127.0.0.1",
                "scanrelay.itero.clients.\"default\".id", "scanrelay",
                "scanrelay.itero.clients.\"default\".secret", "top-secret",
                "scanrelay.itero.clients.\"default\".discovery-url", url + "/discovery",
                "scanrelay.itero.clients.\"default\".authorize-url", url + "/oauth/authorize",
                "scanrelay.itero.clients.\"default\".redirect-uri", "https://scanrelay.example.com/return");
    }

    static IteroConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(IteroConfig.class)
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(settings, "test", 1000))
                .build()
                .getConfigMapping(IteroConfig.class);
    }

    static ClientSecrets secrets(Map<String, String> settings) {
        return new ClientSecrets(LiveConfig.of(settings));
    }

    static URI uri(String text) {
        return URI.create(text);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(asked(exchange));
            replies.getOrDefault(exchange.getRequestURI().getPath(), json(404, "{}"))
                    .to(exchange);
        }
    }

    private static Asked asked(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        return new Asked(exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
