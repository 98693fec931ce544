package dev.scanrelay.local.exam;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/** Posts to the vendor's URL. What he answers is read for its status alone. */
final class Deliverer implements AutoCloseable {

    private static final String TYPE = "application/cloudevents+json";

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI url;
    private final Duration patience;

    Deliverer(URI url, Duration patience) {
        this.url = url;
        this.patience = patience;
    }

    Reply deliver(Envelope envelope) throws InterruptedException {
        var request = HttpRequest.newBuilder(url)
                .timeout(patience)
                .header("Content-Type", TYPE)
                .POST(BodyPublishers.ofString(envelope.body()));
        envelope.headers().forEach(request::header);
        try {
            int status = client.send(request.build(), BodyHandlers.discarding()).statusCode();
            return new Reply(status, "status " + status);
        } catch (IOException e) {
            return new Reply(0, "no answer (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** Says how long the body is, sends half of it, and hangs up. */
    void breakOff(Envelope envelope) {
        var body = envelope.body().getBytes(UTF_8);
        var head = new StringBuilder("POST " + target() + " HTTP/1.1\r\nHost: " + url.getAuthority()
                + "\r\nContent-Type: " + TYPE + "\r\nContent-Length: " + body.length + "\r\n");
        envelope.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        try (var socket = factory().createSocket(url.getHost(), port())) {
            var out = socket.getOutputStream();
            out.write(head.append("\r\n").toString().getBytes(UTF_8));
            out.write(body, 0, body.length / 2);
            out.flush();
        } catch (IOException gone) {
            throw new Shortfall("no connection (" + gone.getClass().getSimpleName() + ")");
        }
    }

    private String target() {
        var path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }

    private SocketFactory factory() {
        return url.getScheme().equals("https") ? SSLSocketFactory.getDefault() : SocketFactory.getDefault();
    }

    private int port() {
        if (url.getPort() > 0) {
            return url.getPort();
        }
        return url.getScheme().equals("https") ? 443 : 80;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
