package dev.scanrelay.local.exam;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Orders as the API tells them. A test holds them against the API's description. */
final class Views {

    private static final int LISTED_AT_MOST = 1000;
    private static final String AT = "2026-03-02T09:15:31.204Z";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Views() {}

    static String fingerprint(int revision) {
        return "1:" + "%064x".formatted(revision);
    }

    static ObjectNode page(List<Order> orders, String next) {
        ObjectNode page = MAPPER.createObjectNode();
        page.put("source", "stored");
        ArrayNode list = page.putArray("orders");
        orders.forEach(order -> list.add(order(order)));
        return page.put("next", next).put("more", false);
    }

    static ObjectNode detail(Order order) {
        ObjectNode view = order(order);
        ArrayNode revisions = view.putArray("revisions");
        order.revisions().keySet().forEach(number -> revisions.add(revision(order, number)));
        view.putArray("timeline")
                .addObject()
                .put("at", AT)
                .put("what", "announced")
                .put("revision", order.latest());
        return view;
    }

    static ObjectNode revision(Order order, int number) {
        var files = order.files(number);
        ObjectNode view = MAPPER.createObjectNode();
        view.put("number", number);
        view.put("fingerprint", fingerprint(number));
        view.put("complete", true);
        view.put(
                "unpacked",
                files.stream().anyMatch(one -> one.form() == Artifact.Form.ARCHIVE) ? "refused" : "complete");
        view.put("storedAt", AT);
        view.put("artifactCount", files.size());
        ArrayNode artifacts = view.putArray("artifacts");
        files.stream()
                .limit(LISTED_AT_MOST)
                .forEach(one -> artifacts.add(file(one)
                        .put(
                                "fileName",
                                one.form().kind() + "-" + (files.indexOf(one) + 1) + "-r" + number + "."
                                        + one.form().extension())
                        .put("href", "/api/v1/orders/" + order.id() + "/artifacts/" + one.id())));
        return view;
    }

    /** What events and answers both say of a file. */
    static ObjectNode file(Artifact file) {
        ObjectNode view = MAPPER.createObjectNode()
                .put("id", file.id().toString())
                .put("kind", file.form().kind());
        if (file.form() == Artifact.Form.MESH) {
            view.put("role", "occlusion").put("jaw", "upper");
        }
        return view.put("mediaType", file.form().mediaType())
                .put("sizeBytes", file.promised().length)
                .put("sha256", file.sha256());
    }

    private static ObjectNode order(Order order) {
        ObjectNode view = MAPPER.createObjectNode();
        view.put("id", order.id().toString());
        view.put("account", order.account());
        view.put("rxId", order.rx().toString());
        view.put("state", "ready");
        view.put("status", "Completed");
        view.put("origin", "unsolicited");
        view.putObject("patient")
                .put("id", "7c6f1d52-8f5e-4c1f-a0de-2b8a4c1f9e01")
                .put("firstName", "Erika")
                .put("lastName", order.lastName());
        view.put("latestRevision", order.latest());
        view.put("datedAt", AT);
        view.put("changedAt", order.toldAt().map(Object::toString).orElse(AT));
        return view;
    }
}
