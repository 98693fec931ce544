package dev.scanrelay.local.exam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** Events and answers, made from the examples that are published with the schemas. */
final class Documents {

    static final String ACCOUNT = "104233";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Documents() {}

    /** An event of one of the published types, with its example as the data. */
    static ObjectNode event(URI base, String type, String subject, Instant time, ObjectNode data) {
        ObjectNode event = MAPPER.createObjectNode();
        event.put("specversion", "1.0");
        event.put("id", UUID.randomUUID().toString());
        event.put("source", "urn:scanrelay/partners/default/accounts/" + ACCOUNT);
        event.put("type", "dev.scanrelay." + type);
        event.put("subject", subject);
        event.put("time", time.truncatedTo(ChronoUnit.MILLIS).toString());
        event.put("datacontenttype", "application/json");
        event.put("dataschema", "urn:scanrelay:schema:" + type);
        event.put("partitionkey", subject);
        if (subject.startsWith("orders/")) {
            event.put("dataref", base + "/api/v1/" + subject);
        }
        event.set("data", data);
        return event;
    }

    static ObjectNode data(String type) {
        try (var example = Documents.class.getResourceAsStream("/schemas/events/examples/" + type + ".json")) {
            if (example == null) {
                throw new IllegalStateException("the example of " + type + " is missing");
            }
            return (ObjectNode) MAPPER.readTree(example);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode ofOrder(String type, Order order) {
        return data(type).put("orderId", order.id().toString());
    }

    static ObjectNode ready(Order order, int revision) {
        var artifacts = order.revisions().get(revision);
        if (artifacts == null) {
            throw new IllegalArgumentException("the order has no such revision");
        }
        ObjectNode data = ofOrder("order.ready.v1", order);
        data.put("revision", revision);
        data.put("artifactCount", artifacts.size());
        data.set("artifacts", artifacts(artifacts));
        return data;
    }

    static JsonNode order(Order order) {
        ObjectNode view = MAPPER.createObjectNode();
        view.put("id", order.id().toString());
        view.put("account", ACCOUNT);
        view.put("state", "ready");
        view.put("status", "Completed");
        view.putObject("patient").put("firstName", "Erika").put("lastName", order.lastName());
        view.put("latestRevision", order.latest());
        ArrayNode revisions = view.putArray("revisions");
        order.revisions().keySet().forEach(number -> revisions.add(revision(order, number)));
        return view;
    }

    static ObjectNode revision(Order order, int number) {
        var files = order.revisions().getOrDefault(number, List.of());
        ObjectNode view = MAPPER.createObjectNode();
        view.put("number", number);
        view.put("complete", true);
        view.put("artifactCount", files.size());
        ArrayNode artifacts = artifacts(files);
        artifacts.forEach(one -> ((ObjectNode) one)
                .put(
                        "href",
                        "/api/v1/orders/" + order.id() + "/artifacts/"
                                + one.path("id").asText()));
        view.set("artifacts", artifacts);
        return view;
    }

    private static ArrayNode artifacts(List<Artifact> files) {
        ArrayNode artifacts = MAPPER.createArrayNode();
        for (Artifact file : files) {
            artifacts
                    .addObject()
                    .put("id", file.id().toString())
                    .put("kind", "mesh")
                    .put("role", "occlusion")
                    .put("jaw", "upper")
                    .put("mediaType", "model/stl")
                    .put("sizeBytes", file.promised().length)
                    .put("sha256", file.sha256())
                    .put("bucket", "scanrelay")
                    .put("key", "default/" + ACCOUNT + "/" + file.id() + ".stl");
        }
        return artifacts;
    }
}
