package dev.scanrelay.local.exam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Practice software as the exam wants it, but for its habit. One thread at a time hands events to it. */
final class ModelPractice {

    /** What it does wrong. */
    enum Habit {
        NONE,
        TAKES_AND_DOES_NOTHING,
        IMPORTS_TWICE,
        IMPORTS_TWICE_AND_IS_SLOW,
        IGNORES_UNPAIRING,
        IGNORES_DIGESTS
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI api;
    private final Habit habit;
    private final Set<String> seen = new HashSet<>();
    private final Set<String> gone = new HashSet<>();
    private final Map<String, JsonNode> held = new LinkedHashMap<>();
    private final Map<String, Integer> newest = new HashMap<>();
    private int documents;

    ModelPractice(URI api, Habit habit) {
        this.api = api;
        this.habit = habit;
    }

    /** @param event with its attributes and, but for those told by id alone, its data */
    synchronized void take(JsonNode event) throws IOException, InterruptedException {
        if (habit == Habit.IMPORTS_TWICE_AND_IS_SLOW) {
            Thread.sleep(400);
        }
        if (habit == Habit.TAKES_AND_DOES_NOTHING
                || (seen.contains(event.path("id").asText()) && !importsTwice())) {
            return;
        }
        String account = event.path("source").asText().replaceFirst(".*/", "");
        switch (event.path("type").asText()) {
            case "dev.scanrelay.order.ready.v1" -> ready(account, event);
            case "dev.scanrelay.order.updated.v1" -> get(path(event));
            case "dev.scanrelay.pairing.ended.v1" -> gone.add(account);
            case "dev.scanrelay.pairing.connected.v1" -> comeBack(account);
            default -> {} // none of its business
        }
        seen.add(event.path("id").asText());
    }

    private boolean importsTwice() {
        return habit == Habit.IMPORTS_TWICE || habit == Habit.IMPORTS_TWICE_AND_IS_SLOW;
    }

    private void comeBack(String account) throws IOException, InterruptedException {
        gone.remove(account);
        for (JsonNode event : List.copyOf(held.values())) {
            if (event.path("source").asText().endsWith("/" + account)) {
                held.remove(event.path("id").asText());
                ready(account, event);
            }
        }
    }

    private void ready(String account, JsonNode event) throws IOException, InterruptedException {
        if (gone.contains(account) && habit != Habit.IGNORES_UNPAIRING) {
            held.put(event.path("id").asText(), event);
            return;
        }
        HttpResponse<byte[]> answer = get(path(event));
        if (answer.statusCode() == 200) {
            JsonNode order = JSON.readTree(answer.body());
            int latest = order.path("latestRevision").asInt();
            take(order, event.at("/data/revision").asInt(latest));
        }
    }

    private void take(JsonNode order, int number) throws IOException, InterruptedException {
        String id = order.path("id").asText();
        boolean isWhole = number >= newest.getOrDefault(id, 0);
        for (JsonNode revision : order.path("revisions")) {
            if (isWhole && revision.path("number").asInt() == number) {
                for (JsonNode artifact : revision.path("artifacts")) {
                    isWhole &= isWhole(artifact) || habit == Habit.IGNORES_DIGESTS;
                }
            }
        }
        if (isWhole) {
            newest.put(id, number);
        }
        String document = importsTwice() ? "scan-" + documents++ : "scan-" + id + "-" + number;
        String said = isWhole
                ? "{\"outcome\":\"imported\",\"document\":\"" + document + "\"}"
                : "{\"outcome\":\"rejected\",\"reason\":\"An older one, or a file that is not what its digest says.\"}";
        call(request("/api/v1/orders/" + id + "/revisions/" + number + "/ack").POST(BodyPublishers.ofString(said)));
    }

    private boolean isWhole(JsonNode artifact) throws IOException, InterruptedException {
        byte[] bytes = get(artifact.path("href").asText()).body();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of()
                    .formatHex(digest)
                    .equals(artifact.path("sha256").asText());
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static String path(JsonNode event) {
        return "/api/v1/" + event.path("subject").asText();
    }

    HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return call(request(path).GET());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(api.resolve(path)).header("Authorization", "Bearer exam");
    }

    HttpClient http() {
        return http;
    }

    /** Again while the service is busy or the connection breaks. */
    private HttpResponse<byte[]> call(HttpRequest.Builder request) throws IOException, InterruptedException {
        while (true) {
            try {
                HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
                if (answer.statusCode() != 503) {
                    return answer;
                }
            } catch (java.net.ConnectException closed) {
                throw closed;
            } catch (IOException broke) {
                // asked again
            }
            Thread.sleep(50);
        }
    }
}
