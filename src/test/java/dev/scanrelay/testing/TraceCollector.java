package dev.scanrelay.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpServer;
import dev.scanrelay.leaks.Evidence;
import dev.scanrelay.leaks.ProtobufText;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;

/** Turns traces on and collects them over OTLP, as an operator's collector would. Started once per run. */
public final class TraceCollector implements QuarkusTestResourceLifecycleManager {

    private static final String ENDPOINT = "quarkus.otel.exporter.otlp.endpoint";
    private static final List<byte[]> RECEIVED = new CopyOnWriteArrayList<>();
    private static Map<String, String> running = Map.of();

    /**
     * A span that left the service.
     *
     * @param parent id of the span it goes on from; empty for the first of a trace
     * @param text all of it, as text
     */
    public record Collected(String trace, String id, String parent, String name, String text) {}

    @Override
    public Map<String, String> start() {
        return shared();
    }

    @Override
    public void stop() {
        // It serves every test class of this JVM and ends with it.
    }

    /** What has arrived until now. */
    public static List<Collected> spans() {
        return Stream.of(received().split("\n"))
                .filter(line -> !line.isEmpty())
                .map(HexFormat.of()::parseHex)
                .flatMap(body -> fields(fields(fields(parse(body), 1), 2), 2))
                .map(TraceCollector::span)
                .toList();
    }

    private static Stream<UnknownFieldSet> fields(UnknownFieldSet message, int number) {
        return message.getField(number).getLengthDelimitedList().stream().map(bytes -> parse(bytes.toByteArray()));
    }

    private static Stream<UnknownFieldSet> fields(Stream<UnknownFieldSet> messages, int number) {
        return messages.flatMap(message -> fields(message, number));
    }

    private static Collected span(UnknownFieldSet span) {
        return new Collected(
                hex(span, 1),
                hex(span, 2),
                hex(span, 4),
                bytes(span, 5).collect(Collectors.joining()),
                new String(span.toByteArray(), StandardCharsets.ISO_8859_1));
    }

    private static String hex(UnknownFieldSet span, int number) {
        return span.getField(number).getLengthDelimitedList().stream()
                .map(bytes -> HexFormat.of().formatHex(bytes.toByteArray()))
                .collect(Collectors.joining());
    }

    private static Stream<String> bytes(UnknownFieldSet span, int number) {
        return span.getField(number).getLengthDelimitedList().stream().map(ByteString::toStringUtf8);
    }

    private static UnknownFieldSet parse(byte[] message) {
        try {
            return UnknownFieldSet.parseFrom(message);
        } catch (InvalidProtocolBufferException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    // The test is of another class loader than the collector: it asks over HTTP.
    private static String received() {
        URI all = URI.create(ConfigProvider.getConfig().getValue(ENDPOINT, String.class) + "/received");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(all).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static synchronized Map<String, String> shared() {
        if (running.isEmpty()) {
            running = Map.of(
                    "quarkus.otel.sdk.disabled",
                    "false",
                    "quarkus.otel.exporter.otlp.protocol",
                    "http/protobuf",
                    "quarkus.otel.bsp.schedule.delay",
                    "100ms",
                    ENDPOINT,
                    "http://127.0.0.1:" + listen());
        }
        return running;
    }

    private static int listen() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            server.createContext("/v1/traces", exchange -> {
                byte[] spans = exchange.getRequestBody().readAllBytes();
                RECEIVED.add(spans);
                Evidence.SPANS.add(ProtobufText.of(spans));
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.createContext("/received", exchange -> {
                byte[] all = RECEIVED.stream()
                        .map(HexFormat.of()::formatHex)
                        .collect(Collectors.joining("\n"))
                        .getBytes(StandardCharsets.US_ASCII);
                exchange.sendResponseHeaders(200, all.length == 0 ? -1 : all.length);
                exchange.getResponseBody().write(all);
                exchange.close();
            });
            server.start();
            return server.getAddress().getPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
