package dev.scanrelay.local.exam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.local.sandbox.content.Bytes;
import dev.scanrelay.local.sandbox.http.Answer;
import dev.scanrelay.local.sandbox.http.Handler;
import dev.scanrelay.local.sandbox.http.Request;
import dev.scanrelay.local.sandbox.http.Router;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The part of ScanRelay's API that a vendor calls when an event came, with the same shapes. */
final class OrdersApi {

    private static final Set<String> OUTCOMES = Set.of("imported", "unmatched", "rejected");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<String, Order> orders = new ConcurrentHashMap<>();
    private final Watch watch;
    private final String key;

    OrdersApi(Watch watch, String key) {
        this.watch = watch;
        this.key = key;
    }

    void serve(Order order) {
        orders.put(order.id().toString(), order);
    }

    Router router() {
        return new Router()
                .on("order", "GET", "/api/v1/orders/{order}", known(this::order))
                .on("revision", "GET", "/api/v1/orders/{order}/revisions/{number}", known(this::revision))
                .on("artifact", "GET", "/api/v1/orders/{order}/artifacts/{artifact}", known(this::artifact))
                .on("ack", "POST", "/api/v1/orders/{order}/revisions/{number}/ack", known(this::acknowledge));
    }

    private interface OfOrder {
        Answer answer(Order order, Request request);
    }

    private Handler known(OfOrder next) {
        return request -> {
            var order = Optional.ofNullable(orders.get(request.path("order")));
            if (!request.header("Authorization").equals(Optional.of("Bearer " + key))) {
                order.ifPresent(one -> refuse(one, request.method() + " without the key: 401"));
                return Answer.problem(401, "unauthorized", "Send the key of the exam: Authorization: Bearer <key>.");
            }
            return order.map(one -> next.answer(one, request))
                    .orElseGet(() -> Answer.problem(404, "order_not_found", "There is no such order."));
        };
    }

    private Answer order(Order order, Request request) {
        watch.record(order::read);
        return Answer.json(Documents.order(order));
    }

    private Answer revision(Order order, Request request) {
        return number(request)
                .filter(order.revisions()::containsKey)
                .map(number -> {
                    watch.record(order::read);
                    return Answer.json(Documents.revision(order, number));
                })
                .orElseGet(() -> Answer.problem(404, "revision_not_found", "There is no such revision."));
    }

    private Answer artifact(Order order, Request request) {
        var found = order.artifact(request.path("artifact"));
        if (found.isEmpty()) {
            refuse(order, "GET of an unknown artifact: 404");
            return Answer.problem(404, "artifact_not_found", "There is no such artifact.");
        }
        var etag = "\"" + found.get().sha256() + "\"";
        if (request.header("If-None-Match").equals(Optional.of(etag))) {
            return Answer.of(304).with("ETag", etag);
        }
        var taken = new boolean[1];
        watch.record(() -> taken[0] = order.takesDownload());
        if (!taken[0]) {
            return busy();
        }
        watch.record(() -> order.downloaded(found.get()));
        return Answer.of(200)
                .with("ETag", etag)
                .with("Content-Type", "model/stl")
                .with(new Bytes(found.get().served()));
    }

    private Answer acknowledge(Order order, Request request) {
        var taken = new boolean[1];
        watch.record(() -> taken[0] = order.takesAcknowledgement());
        if (!taken[0]) {
            return busy();
        }
        var number = number(request).filter(order.revisions()::containsKey);
        if (number.isEmpty()) {
            refuse(order, "acknowledgement of an unknown revision: 404");
            return Answer.problem(404, "revision_not_found", "There is no such revision.");
        }
        var body = json(request);
        var outcome = body.path("outcome").asText();
        if (!OUTCOMES.contains(outcome)) {
            refuse(order, "acknowledgement without a known outcome: 400");
            return Answer.problem(400, "bad_request", "outcome is one of imported, unmatched, rejected.");
        }
        var document = body.path("document").asText();
        watch.record(() -> order.acknowledged(new Acknowledgement(number.get(), outcome, document)));
        return Answer.json(Map.of("outcome", outcome, "at", "2026-03-02T09:16:02.114Z", "by", "exam"));
    }

    private void refuse(Order order, String call) {
        watch.record(() -> order.refused(call));
    }

    private static Answer busy() {
        return Answer.problem(503, "unavailable", "Come again later.").with("Retry-After", "1");
    }

    private static Optional<Integer> number(Request request) {
        var text = request.path("number");
        return text.matches("[0-9]{1,6}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    private static JsonNode json(Request request) {
        try {
            return MAPPER.readTree(request.body().array());
        } catch (IOException notJson) {
            return MAPPER.createObjectNode();
        }
    }
}
