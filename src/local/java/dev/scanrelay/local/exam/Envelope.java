package dev.scanrelay.local.exam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A delivery: a body, and the headers of Standard Webhooks 1.0 over it. */
record Envelope(Map<String, String> headers, String body) {

    static final String ID = "webhook-id";
    static final String TIMESTAMP = "webhook-timestamp";
    static final String SIGNATURE = "webhook-signature";

    /** Marked in a header too where the event says that it is a replay. */
    static Envelope of(ObjectNode event, Signing keys, Instant now) {
        var envelope = of(event.path("id").asText(), event.toString(), keys, now);
        return event.path("replay").asBoolean() ? envelope.with("webhook-replay", "true") : envelope;
    }

    static Envelope of(String id, String body, Signing keys, Instant now) {
        var seconds = Long.toString(now.getEpochSecond());
        return new Envelope(
                Map.of(ID, id, TIMESTAMP, seconds, SIGNATURE, keys.sign(id + "." + seconds + "." + body)), body);
    }

    Envelope with(String header, String value) {
        return with(header, old -> value);
    }

    Envelope with(String header, UnaryOperator<String> change) {
        var more = new LinkedHashMap<>(headers);
        more.compute(header, (name, old) -> change.apply(old == null ? "" : old));
        return new Envelope(Map.copyOf(more), body);
    }

    Envelope without(String header) {
        var fewer = new LinkedHashMap<>(headers);
        fewer.remove(header);
        return new Envelope(Map.copyOf(fewer), body);
    }

    /** Another body under the same signature. */
    Envelope changed(UnaryOperator<String> change) {
        return new Envelope(headers, change.apply(body));
    }
}
