package dev.scanrelay.local.exam;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Events, made from the examples that are published with their schemas. */
final class Documents {

    static final String PARTNER = "default";

    private static final int LISTED_AT_MOST = 256;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final URI base;

    /** @param base where the exam's API is */
    Documents(URI base) {
        this.base = base;
    }

    /** Of one of the types about orders; its data is the example's. */
    ObjectNode ofOrder(String type, Order order, Instant time) {
        ObjectNode data = data(type);
        data.put("account", order.account());
        data.put("orderId", order.id().toString());
        data.put("rxId", order.rx().toString());
        ObjectNode event = event(type, source(order.account()), "orders/" + order.id(), order.orderingKey(), time);
        event.put("dataref", base + "/api/v1/orders/" + order.id());
        event.set("data", data);
        return event;
    }

    ObjectNode ready(Order order, int revision, Instant time) {
        ObjectNode event = ofOrder("order.ready.v1", order, time);
        ObjectNode data = event.withObject("/data");
        var files = order.files(revision);
        data.put("revision", revision);
        data.put("fingerprint", Views.fingerprint(revision));
        data.put("artifactCount", files.size());
        ArrayNode artifacts = data.putArray("artifacts");
        files.stream()
                .limit(LISTED_AT_MOST)
                .forEach(one -> artifacts.add(Views.file(one)
                        .put("bucket", "scanrelay")
                        .put(
                                "key",
                                "default/" + order.account() + "/" + one.id() + "."
                                        + one.form().extension())));
        return event;
    }

    ObjectNode ofPairing(String type, String account, Instant time) {
        ObjectNode event = event(type, source(account), "pairings/" + account, PARTNER + "/" + account, time);
        event.set("data", data(type).put("account", account));
        return event;
    }

    ObjectNode ofEndpoint(String type, Instant time) {
        ObjectNode data = data(type);
        data.remove("account");
        var subject = "endpoints/" + data.path("endpoint").asText();
        ObjectNode event = event(type, source(""), subject, PARTNER + "/" + subject, time);
        event.set("data", data);
        return event;
    }

    private static String source(String account) {
        return "/scanrelay/partners/" + PARTNER + (account.isEmpty() ? "" : "/accounts/" + account);
    }

    private static ObjectNode event(String type, String source, String subject, String key, Instant time) {
        ObjectNode event = MAPPER.createObjectNode();
        event.put("specversion", "1.0");
        event.put("id", UUID.randomUUID().toString());
        event.put("source", source);
        event.put("type", "dev.scanrelay." + type);
        event.put("subject", subject);
        event.put("time", time.truncatedTo(ChronoUnit.MILLIS).toString());
        event.put("datacontenttype", "application/json");
        event.put("dataschema", "urn:scanrelay:schema:" + type);
        event.put("partitionkey", key);
        return event;
    }

    private static ObjectNode data(String type) {
        try (var example = Documents.class.getResourceAsStream("/schemas/events/examples/" + type + ".json")) {
            if (example == null) {
                throw new IllegalStateException("the example of " + type + " is missing");
            }
            return (ObjectNode) MAPPER.readTree(example);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
