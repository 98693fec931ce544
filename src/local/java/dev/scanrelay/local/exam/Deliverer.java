package dev.scanrelay.local.exam;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Posts to the vendor's URL. What he answers is read for its status alone. */
final class Deliverer implements AutoCloseable {

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
                .header("Content-Type", "application/cloudevents+json")
                .POST(BodyPublishers.ofString(envelope.body()));
        envelope.headers().forEach(request::header);
        try {
            int status = client.send(request.build(), BodyHandlers.discarding()).statusCode();
            return new Reply(status, "status " + status);
        } catch (IOException e) {
            return new Reply(0, "no answer (" + e.getClass().getSimpleName() + ")");
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
