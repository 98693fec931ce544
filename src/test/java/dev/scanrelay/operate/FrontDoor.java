package dev.scanrelay.operate;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.scanrelay.secret.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** What stands where the service should be, and always answers the same. */
final class FrontDoor implements AutoCloseable {

    private final HttpServer server;
    private final int status;
    private final byte[] body;
    private final AtomicInteger calls = new AtomicInteger();

    private FrontDoor(int status, String body) {
        this.status = status;
        this.body = body.getBytes(StandardCharsets.UTF_8);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    static FrontDoor answering(int status, String body) {
        return new FrontDoor(status, body);
    }

    /** It takes a call and hangs up, so that nobody knows what became of it. */
    static FrontDoor hangingUp() {
        return new FrontDoor(0, "");
    }

    Api api() {
        return new Api(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Secret.of("sr_any"));
    }

    int calls() {
        return calls.get();
    }

    private void answer(HttpExchange call) throws IOException {
        try (call) {
            calls.incrementAndGet();
            call.getRequestBody().readAllBytes();
            if (status > 0) {
                call.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
                call.getResponseBody().write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
