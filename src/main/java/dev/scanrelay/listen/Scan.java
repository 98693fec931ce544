package dev.scanrelay.listen;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** One revision of an order, and what file names may say of it. */
record Scan(String order, int revision, String account, String rx, String reference) {

    private static final String ID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    static boolean isId(String text) {
        return text.matches(ID);
    }

    /** What an event tells of; empty if that is no order's revision. */
    static Optional<Scan> of(JsonNode event) {
        JsonNode data = event.path("data");
        return of(data, data.path("orderId").asText(), data.path("revision").asInt());
    }

    static Optional<Scan> of(JsonNode source, String order, int revision) {
        return Optional.of(new Scan(
                        order,
                        revision,
                        source.path("account").asText("none"),
                        source.path("rxId").asText("none"),
                        source.path("reference").asText("none")))
                .filter(scan -> isId(order) && revision > 0);
    }

    String path() {
        return "/api/v1/orders/" + order + "/revisions/" + revision;
    }

    @Override
    public String toString() {
        return "order " + order + " revision " + revision;
    }
}
