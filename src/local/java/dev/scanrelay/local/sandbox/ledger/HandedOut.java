package dev.scanrelay.local.sandbox.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.local.sandbox.content.Bytes;
import dev.scanrelay.local.sandbox.http.Answer;
import dev.scanrelay.local.sandbox.http.Filter;
import dev.scanrelay.local.sandbox.http.Handler;
import dev.scanrelay.local.sandbox.http.Request;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What partners were told and must not show: patients' names and chart numbers, tokens, links. Kept over a reset, as a leak would be;
 * bounded, the first ones stay.
 */
public final class HandedOut implements Filter {

    private static final int MOST = 200_000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> KINDS = Map.of(
            "firstName", "name",
            "lastName", "name",
            "chartNumber", "chart-number",
            "access_token", "token",
            "refresh_token", "token");

    private final Map<String, Set<String>> secrets = new TreeMap<>();
    private int kept;

    @Override
    public Answer around(String call, Request request, Handler next) {
        var answer = next.handle(request);
        if (!call.startsWith("sandbox.") && answer.body().content() instanceof Bytes bytes && isJson(answer)) {
            note(bytes.array());
        }
        return answer;
    }

    /** By kind: {@code name}, {@code chart-number}, {@code token}, {@code link}. */
    public synchronized Map<String, Set<String>> all() {
        var copy = new TreeMap<String, Set<String>>();
        secrets.forEach((kind, values) -> copy.put(kind, new LinkedHashSet<>(values)));
        return copy;
    }

    private static boolean isJson(Answer answer) {
        return answer.headers().getOrDefault("Content-Type", "").contains("json");
    }

    private void note(byte[] body) {
        try {
            walk("", JSON.readTree(body));
        } catch (IOException notJson) {
            // a fault made it so
        }
    }

    private void walk(String field, JsonNode node) {
        if (node.isObject()) {
            // A doctor's name is the clinic's to show.
            node.properties().stream()
                    .filter(entry -> !entry.getKey().startsWith("doctor"))
                    .forEach(entry -> walk(entry.getKey(), entry.getValue()));
        } else if (node.isArray()) {
            node.forEach(element -> walk(field, element));
        } else if (node.isTextual()) {
            keep(field, node.asText());
        }
    }

    private synchronized void keep(String field, String value) {
        var kind = value.contains("signature=") ? "link" : KINDS.get(field);
        if (kind != null
                && kept < MOST
                && secrets.computeIfAbsent(kind, name -> new LinkedHashSet<>()).add(value)) {
            kept++;
        }
    }
}
