package dev.scanrelay.listen;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;

/** The way from a listener to the service, on which things go wrong. It notes who passed. */
final class Road implements AutoCloseable {

    private final URI service;
    private final HttpServer door;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Passed> passed = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Predicate<String> where = path -> false;
    private volatile Turn turn = Road::pass;

    /** A request that came by. */
    record Passed(String path, Optional<String> range, Optional<String> ifRange, long atNanos) {}

    /** What becomes of an answer. */
    interface Turn {

        void answer(HttpExchange exchange, HttpResponse<byte[]> real) throws IOException;
    }

    private Road(URI service, HttpServer door) {
        this.service = service;
        this.door = door;
        door.createContext("/", this::serve);
        door.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        door.start();
    }

    static Road to(URI service) {
        try {
            return new Road(service, HttpServer.create(anywhere(), 0));
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    static Road to(URI service, SSLContext tls) {
        try {
            HttpsServer door = HttpsServer.create(anywhere(), 0);
            door.setHttpsConfigurator(new HttpsConfigurator(tls));
            return new Road(service, door);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    String url() {
        return (door instanceof HttpsServer ? "https" : "http") + "://localhost:" + port();
    }

    int port() {
        return door.getAddress().getPort();
    }

    /** From now on, for requests whose path and query hold this. */
    void turn(String part, Turn next) {
        turn = next;
        where = path -> path.contains(part);
    }

    /** Only the first so many times. */
    void turn(String part, int times, Turn next) {
        AtomicInteger left = new AtomicInteger(times);
        turn(part, (exchange, real) -> (left.getAndDecrement() > 0 ? next : (Turn) Road::pass).answer(exchange, real));
    }

    void straight() {
        where = path -> false;
    }

    List<Passed> downloads() {
        return passed.stream().filter(one -> one.path().contains("/artifacts/")).toList();
    }

    List<Passed> passed() {
        return List.copyOf(passed);
    }

    void forget() {
        passed.clear();
    }

    static void pass(HttpExchange exchange, HttpResponse<byte[]> real) throws IOException {
        send(exchange, real, real.body());
    }

    /** Sends the first bytes, and then nothing for ever. */
    Turn stallAfter(int bytes) {
        return (exchange, real) -> {
            part(exchange, real, bytes);
            try {
                closed.await();
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        };
    }

    static Turn cutAfter(int bytes) {
        return (exchange, real) -> {
            part(exchange, real, bytes);
            throw new IOException("cut");
        };
    }

    static Turn damaged() {
        return (exchange, real) -> {
            byte[] body = real.body().clone();
            body[body.length - 1] ^= 1;
            send(exchange, real, body);
        };
    }

    static Turn rewritten(UnaryOperator<String> change) {
        return (exchange, real) -> send(
                exchange,
                real,
                change.apply(new String(real.body(), StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
    }

    static Turn instead(int status, Optional<String> retryAfter, String body) {
        return (exchange, real) -> {
            retryAfter.ifPresent(seconds -> exchange.getResponseHeaders().set("Retry-After", seconds));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        };
    }

    @Override
    public void close() {
        closed.countDown();
        door.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        Headers asked = exchange.getRequestHeaders();
        String path = exchange.getRequestURI().toString();
        passed.add(new Passed(
                path,
                Optional.ofNullable(asked.getFirst("Range")),
                Optional.ofNullable(asked.getFirst("If-Range")),
                System.nanoTime()));
        HttpResponse<byte[]> real = real(path, asked);
        (where.test(path) ? turn : (Turn) Road::pass).answer(exchange, real);
    }

    private HttpResponse<byte[]> real(String path, Headers asked) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.resolve(path));
        for (String name : List.of("Authorization", "Accept", "Range", "If-Range")) {
            Optional.ofNullable(asked.getFirst(name)).ifPresent(value -> request.header(name, value));
        }
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
            throw new IOException(over);
        }
    }

    private static void part(HttpExchange exchange, HttpResponse<byte[]> real, int bytes) throws IOException {
        head(exchange, real, real.body().length);
        OutputStream out = exchange.getResponseBody();
        out.write(real.body(), 0, Math.min(bytes, real.body().length));
        out.flush();
    }

    private static void send(HttpExchange exchange, HttpResponse<byte[]> real, byte[] body) throws IOException {
        head(exchange, real, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void head(HttpExchange exchange, HttpResponse<byte[]> real, int length) throws IOException {
        for (String name : List.of("Content-Type", "Content-Range", "ETag", "Retry-After")) {
            real.headers()
                    .firstValue(name)
                    .ifPresent(value -> exchange.getResponseHeaders().set(name, value));
        }
        exchange.sendResponseHeaders(real.statusCode(), length == 0 ? -1 : length);
    }

    private static InetSocketAddress anywhere() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
}
