package dev.scanrelay.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** Tells of orders at a fixed rate, whatever becomes of those before. */
final class Webhooks {

    private final URI target;

    Webhooks(URI target) {
        this.target = target;
    }

    /** When each was due to be told of, by {@link System#nanoTime()}: being late counts too. */
    Map<String, Long> tell(List<ScannedOrder> orders, int perSecond) {
        // A client for each go: what it kept open from the one before, the other side has closed meanwhile.
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return tell(http, orders, perSecond);
        }
    }

    private Map<String, Long> tell(HttpClient http, List<ScannedOrder> orders, int perSecond) {
        Map<String, Long> due = new HashMap<>();
        List<CompletableFuture<HttpResponse<Void>>> answers = new ArrayList<>();
        long begin = System.nanoTime();
        for (ScannedOrder order : orders) {
            long moment = begin + due.size() * (1_000_000_000L / perSecond);
            awaitMoment(moment);
            due.put(order.rxId(), moment);
            answers.add(http.sendAsync(request(order), BodyHandlers.discarding()));
        }
        answers.forEach(answer -> requireAccepted(answer.join()));
        return due;
    }

    private HttpRequest request(ScannedOrder order) {
        return HttpRequest.newBuilder(target)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(order.notification()))
                .build();
    }

    private static void awaitMoment(long moment) {
        for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static void requireAccepted(HttpResponse<Void> answer) {
        if (answer.statusCode() != 202) {
            throw new IllegalStateException("a notification was answered " + answer.statusCode());
        }
    }
}
