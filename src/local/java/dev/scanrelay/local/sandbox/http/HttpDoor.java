package dev.scanrelay.local.sandbox.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.scanrelay.local.sandbox.content.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The JDK's HTTP server with a virtual thread per call: reads the request, finds the route, goes through the filters. */
public final class HttpDoor implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(HttpDoor.class.getName());
    private static final int LARGEST_BODY = 1 << 20;
    private static final int BACKLOG = 1024;

    static {
        // Read once by the server's own class: without it every small answer waits for a delayed TCP acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Router router;
    private final List<Filter> filters;
    private final Pause pause;

    private HttpDoor(HttpServer server, Router router, List<Filter> filters, Pause pause) {
        this.server = server;
        this.router = router;
        this.filters = List.copyOf(filters);
        this.pause = pause;
    }

    /** Binds at once, so that the port is known; serves after {@link #open()}. */
    public static HttpDoor bind(String host, int port, Router router, List<Filter> filters, Pause pause) {
        try {
            var server = HttpServer.create(new InetSocketAddress(host, port), BACKLOG);
            return new HttpDoor(server, router, filters, pause);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + host + ":" + port, e);
        }
    }

    public void open() {
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    public URI base() {
        var address = server.getAddress();
        return URI.create("http://" + address.getHostString() + ":" + address.getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        new Outlet(exchange, pause).send(answer(exchange));
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            return Answer.problem(413, "too_large", "the body is larger than 1 MiB");
        }
        try {
            return dispatch(exchange, body);
        } catch (Refusal refusal) {
            return refusal.answer();
        } catch (RuntimeException bug) {
            LOG.log(System.Logger.Level.ERROR, "A call failed", bug);
            return Answer.problem(500, "internal_error", "the sandbox has a bug");
        }
    }

    private Answer dispatch(HttpExchange exchange, byte[] body) {
        var method = exchange.getRequestMethod();
        var uri = exchange.getRequestURI();
        var match = router.match(method, uri.getRawPath());
        if (match.isEmpty()) {
            return router.knows(uri.getRawPath())
                    ? Answer.problem(405, "method_not_allowed", "not with this method")
                    : Answer.problem(404, "not_found", "no such address");
        }
        var query = uri.getRawQuery() == null ? Map.<String, List<String>>of() : Request.parse(uri.getRawQuery());
        var request = new Request(
                method,
                uri.getRawPath(),
                match.get().parameters(),
                query,
                exchange.getRequestHeaders(),
                new Bytes(body));
        return through(0, match.get().route(), request);
    }

    private Answer through(int filter, Router.Route route, Request request) {
        if (filter == filters.size()) {
            try {
                return route.handler().handle(request);
            } catch (Refusal refusal) {
                // Filters see a refusal as the answer it becomes.
                return refusal.answer();
            }
        }
        return filters.get(filter).around(route.name(), request, next -> through(filter + 1, route, next));
    }
}
