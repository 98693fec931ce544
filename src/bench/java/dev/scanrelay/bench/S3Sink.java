package dev.scanrelay.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Speaks just enough S3 to swallow uploads, each part taking a fixed time: a store at the other end of a long line. */
final class S3Sink implements AutoCloseable {

    private final HttpServer server;
    private final long perPart;
    private final AtomicLong sequence = new AtomicLong();

    S3Sink(long perPartMilliseconds) {
        this.perPart = perPartMilliseconds * 1_000_000;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        } catch (IOException cannotListen) {
            throw new UncheckedIOException(cannotListen);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void serve(HttpExchange exchange) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getRawQuery());
        swallow(exchange.getRequestBody());
        switch (exchange.getRequestMethod()) {
            case "PUT" -> part(exchange);
            case "POST" -> answer(exchange, query.contains("uploadId") ? completed() : initiated());
            case "HEAD" -> head(exchange);
            default -> {
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            }
        }
    }

    private static void swallow(InputStream body) throws IOException {
        byte[] buffer = new byte[1 << 16];
        while (body.read(buffer) >= 0) {
            // counted nowhere: only its arrival takes time
        }
    }

    private void part(HttpExchange exchange) throws IOException {
        LockSupport.parkNanos(perPart);
        exchange.getResponseHeaders().set("ETag", "\"" + Long.toHexString(sequence.incrementAndGet()) + "\"");
        echo(exchange, "x-amz-checksum-crc32c");
        echo(exchange, "x-amz-checksum-sha256");
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private static void echo(HttpExchange exchange, String header) {
        String value = exchange.getRequestHeaders().getFirst(header);
        if (value != null) {
            exchange.getResponseHeaders().set(header, value);
        }
    }

    private static void head(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("ETag", "\"whole\"");
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private static String initiated() {
        return "<InitiateMultipartUploadResult><Bucket>bench</Bucket><Key>k</Key><UploadId>u</UploadId>"
                + "</InitiateMultipartUploadResult>";
    }

    private static String completed() {
        return "<CompleteMultipartUploadResult><Bucket>bench</Bucket><Key>k</Key><ETag>\"whole\"</ETag>"
                + "</CompleteMultipartUploadResult>";
    }

    private static void answer(HttpExchange exchange, String xml) throws IOException {
        byte[] body = xml.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
