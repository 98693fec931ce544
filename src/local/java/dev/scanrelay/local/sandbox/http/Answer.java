package dev.scanrelay.local.sandbox.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.scanrelay.local.sandbox.content.Bytes;
import dev.scanrelay.local.sandbox.content.Content;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What goes back: status, headers, bytes, and how they travel. */
public record Answer(int status, Map<String, String> headers, Body body, Delivery delivery, Consumer<Sent> afterwards) {

    /** A part of a content: all of it, or what a {@code Range} asked for. */
    public record Body(Content content, long from, long length) {}

    /** An error in both spellings: Align's, and that of OAuth (RFC 6749, section 5.2). */
    private record Problem(
            String code,
            String message,
            String error,
            @JsonProperty("error_description") String errorDescription) {}

    /** What the peer got. */
    public record Sent(long bytes, boolean complete) {}

    public static Answer of(int status) {
        return new Answer(status, Map.of(), whole(Bytes.EMPTY), Delivery.PLAIN, sent -> {});
    }

    public static Answer json(int status, Object value) {
        return of(status).with("Content-Type", "application/json").with(Json.bytes(value));
    }

    public static Answer json(Object value) {
        return json(200, value);
    }

    public static Answer problem(int status, String code, String message) {
        return of(status)
                .with("Content-Type", "application/problem+json")
                .with(Json.bytes(new Problem(code, message, code, message)));
    }

    public static Answer html(String page) {
        return of(200).with("Content-Type", "text/html; charset=utf-8").with(Bytes.utf8(page));
    }

    public static Answer redirect(int status, String location) {
        return of(status).with("Location", location);
    }

    public Answer with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body, delivery, afterwards);
    }

    public Answer with(Content content) {
        return new Answer(status, headers, whole(content), delivery, afterwards);
    }

    public Answer with(Body part) {
        return new Answer(status, headers, part, delivery, afterwards);
    }

    public Answer with(Delivery other) {
        return new Answer(status, headers, body, other, afterwards);
    }

    public Answer whenSent(Consumer<Sent> action) {
        return new Answer(status, headers, body, delivery, action);
    }

    private static Body whole(Content content) {
        return new Body(content, 0, content.size());
    }
}
