package dev.scanrelay.transfer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server that has one file and may misbehave, answer by answer; the last behaviour stays. */
final class Origin implements AutoCloseable {

    /** How one request is answered. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private final HttpServer server;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch closing = new CountDownLatch(1);

    Origin(Answer... answers) throws IOException {
        this.answers.addAll(java.util.List.of(answers));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    HttpSource source() {
        return new HttpSource(
                client, URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/file"));
    }

    int requests() {
        return requests.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        try (exchange) {
            next().to(exchange);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Answer next() {
        return answers.size() > 1 ? answers.pop() : answers.element();
    }

    /** The file, or the range that was asked for if the tag fits. */
    static Answer file(byte[] bytes, String etag) {
        return exchange -> send(exchange, bytes, etag, bytes.length);
    }

    /** As {@link #file}, but the connection ends after so many bytes of this answer. */
    static Answer droppedAfter(int count, byte[] bytes, String etag) {
        return exchange -> send(exchange, bytes, etag, count);
    }

    static Answer chunked(byte[] bytes) {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().close();
        };
    }

    static Answer status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    static Answer whole(byte[] bytes, String etag) {
        return exchange -> {
            exchange.getResponseHeaders().set("ETag", etag);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    /** Sends some bytes, and then nothing until this origin closes. */
    Answer stalledAfter(int count, byte[] bytes, String etag) {
        return exchange -> {
            exchange.getResponseHeaders().set("ETag", etag);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes, 0, count);
            exchange.getResponseBody().flush();
            closing.await(1, TimeUnit.MINUTES);
        };
    }

    void then(Answer answer) {
        answers.add(answer);
    }

    private static void send(HttpExchange exchange, byte[] bytes, String etag, int count) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        String ifRange = exchange.getRequestHeaders().getFirst("If-Range");
        int start = range == null ? 0 : Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
        exchange.getResponseHeaders().set("ETag", etag);
        boolean partial = start > 0 && (ifRange == null || ifRange.equals(etag));
        int from = partial ? start : 0;
        if (partial) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
        }
        int length = bytes.length - from;
        exchange.sendResponseHeaders(partial ? 206 : 200, length == 0 ? -1 : length);
        if (length > 0) {
            OutputStream body = exchange.getResponseBody();
            body.write(bytes, from, Math.min(count, length));
            body.flush();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        client.shutdownNow();
    }
}
