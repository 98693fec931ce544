package dev.scanrelay.local.sandbox.http;

import com.sun.net.httpserver.Headers;
import dev.scanrelay.local.sandbox.content.Bytes;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One call as it came in. */
public record Request(
        String method,
        String path,
        Map<String, String> pathParameters,
        Map<String, List<String>> query,
        Headers headers,
        Bytes body) {

    public String path(String name) {
        return Optional.ofNullable(pathParameters.get(name)).orElseThrow(() -> new IllegalArgumentException(name));
    }

    public Optional<String> pathIfAny(String name) {
        return Optional.ofNullable(pathParameters.get(name));
    }

    public long pathNumber(String name) {
        return number(name, path(name));
    }

    /** The first value; an empty one counts as absent. */
    public Optional<String> query(String name) {
        return all(name).stream().findFirst().filter(value -> !value.isBlank());
    }

    public List<String> all(String name) {
        return query.getOrDefault(name, List.of());
    }

    public String required(String name) {
        return query(name).orElseThrow(() -> Refusal.badRequest("query parameter " + name + " is missing"));
    }

    public long requiredNumber(String name) {
        return number(name, required(name));
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.getFirst(name));
    }

    public <T> T json(Class<T> type) {
        return Json.read(body.array(), type);
    }

    public Form form() {
        return new Form(parse(new String(body.array(), StandardCharsets.UTF_8)));
    }

    private static long number(String name, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw Refusal.badRequest(name + " is not a number");
        }
    }

    static Map<String, List<String>> parse(String encoded) {
        var values = new LinkedHashMap<String, List<String>>();
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                var name = decode(equals < 0 ? pair : pair.substring(0, equals));
                values.computeIfAbsent(name, n -> new ArrayList<>())
                        .add(equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return values;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("a percent sign that encodes nothing");
        }
    }
}
