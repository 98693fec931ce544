package dev.scanrelay.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** A receiver of deliveries that answers 204, at once or after a while, and notes when each event came first. */
final class PushSink implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, Long> arrived = new ConcurrentHashMap<>();

    PushSink(Duration work) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                arrived.putIfAbsent(exchange.getRequestHeaders().getFirst("webhook-id"), System.nanoTime());
                LockSupport.parkNanos(work.toNanos());
                exchange.sendResponseHeaders(204, -1);
            }
        });
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** By event id, in nanoseconds of this process. */
    Map<String, Long> arrived() {
        return arrived;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
