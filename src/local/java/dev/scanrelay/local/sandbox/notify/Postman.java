package dev.scanrelay.local.sandbox.notify;

import dev.scanrelay.local.sandbox.http.Json;
import dev.scanrelay.local.sandbox.ledger.Ledger;
import dev.scanrelay.local.sandbox.world.Pairing;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Posts one notification and notes what came back. Not repeated: nothing is published about repeats. */
final class Postman implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Ledger ledger;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    private record Notification(String rxId, long companyId) {}

    Postman(Ledger ledger) {
        this.ledger = ledger;
    }

    void deliver(Pairing pairing, String rxId, String url) {
        long start = System.nanoTime();
        try {
            var body = Json.bytes(new Notification(rxId, pairing.companyId())).array();
            var request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(body))
                    .build();
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            note(pairing, rxId, url, Optional.of(status), Optional.empty(), start);
        } catch (IOException | IllegalArgumentException e) {
            note(pairing, rxId, url, Optional.empty(), Optional.of(e.getClass().getSimpleName()), start);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void note(
            Pairing pairing, String rxId, String url, Optional<Integer> status, Optional<String> failure, long start) {
        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        ledger.told(pairing.companyId(), rxId, pairing.clientId(), Optional.of(url), status, failure, millis);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
