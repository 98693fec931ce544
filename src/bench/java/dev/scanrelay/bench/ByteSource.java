package dev.scanrelay.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Random;
import java.util.concurrent.Executors;

/** Serves {@code /<size>} random-looking bytes as fast as the socket takes them. */
final class ByteSource implements AutoCloseable {

    private final HttpServer server;
    private final byte[] block = new byte[1 << 20];

    ByteSource() {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        new Random(42).nextBytes(block);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        } catch (IOException cannotListen) {
            throw new UncheckedIOException(cannotListen);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    URI of(long size) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + size);
    }

    private void serve(HttpExchange exchange) throws IOException {
        long size = Long.parseLong(exchange.getRequestURI().getPath().substring(1));
        exchange.getResponseHeaders().set("ETag", "\"" + size + "\"");
        exchange.sendResponseHeaders(200, size);
        try (OutputStream body = exchange.getResponseBody()) {
            for (long left = size; left > 0; left -= block.length) {
                body.write(block, 0, (int) Math.min(left, block.length));
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
