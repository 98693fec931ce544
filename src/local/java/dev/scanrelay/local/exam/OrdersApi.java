package dev.scanrelay.local.exam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.local.sandbox.content.Bytes;
import dev.scanrelay.local.sandbox.http.Answer;
import dev.scanrelay.local.sandbox.http.Delivery;
import dev.scanrelay.local.sandbox.http.Handler;
import dev.scanrelay.local.sandbox.http.Request;
import dev.scanrelay.local.sandbox.http.Router;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The part of ScanRelay's API that a vendor calls when an event came, with the same shapes. */
final class OrdersApi {

    private static final Set<String> OUTCOMES = Set.of("imported", "unmatched", "rejected");
    private static final String DOCUMENT = "[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}";
    private static final String REASON = "[^\\p{Cc}]{0,500}";
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

    Router on(Router router) {
        return router.on("orders", "GET", "/api/v1/orders", this::changes)
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
                return Problem.unauthorized();
            }
            return order.filter(one -> !watch.look(one.trouble()::isErased))
                    .map(one -> next.answer(one, request))
                    .orElseGet(() -> {
                        order.ifPresent(one -> watch.record(one::read));
                        return Problem.notFound("order");
                    });
        };
    }

    /** For those who lost their place in the feed; all changes are on one page. */
    private Answer changes(Request request) {
        if (!request.header("Authorization").equals(Optional.of("Bearer " + key))) {
            return Problem.unauthorized();
        }
        try {
            var since = request.query("changedSince").map(Instant::parse).orElse(Instant.EPOCH);
            return watch.look(() -> Answer.json(Views.page(
                    orders.values().stream()
                            .filter(one -> one.toldAt()
                                    .filter(at -> !at.isBefore(since))
                                    .isPresent())
                            .toList(),
                    "AQAABhNn4rQAAFs8alIvDk8KmjmKjw9vbxA")));
        } catch (DateTimeException noTime) {
            return Problem.invalid("changedSince has to be a time such as 2026-03-02T09:15:31Z.");
        }
    }

    private Answer order(Order order, Request request) {
        watch.record(order::read);
        return watch.look(() -> Answer.json(Views.detail(order)));
    }

    private Answer revision(Order order, Request request) {
        return number(request)
                .filter(order.revisions()::containsKey)
                .map(number -> {
                    watch.record(order::read);
                    return watch.look(() -> Answer.json(Views.revision(order, number)));
                })
                .orElseGet(() -> Problem.notFound("revision"));
    }

    private Answer artifact(Order order, Request request) {
        var found = order.artifact(request.path("artifact"));
        if (found.isEmpty()) {
            refuse(order, "GET of an unknown artifact: 404");
            return Problem.notFound("artifact");
        }
        var etag = "\"" + found.get().sha256() + "\"";
        if (request.header("If-None-Match").equals(Optional.of(etag))) {
            return Answer.of(304).with("ETag", etag);
        }
        if (!watch.change(order.trouble()::takesDownload)) {
            return Problem.busy();
        }
        boolean cut = watch.change(order.trouble()::cutsDownload);
        var bytes = new Bytes(found.get().served());
        if (!cut && !request.method().equals("HEAD")) {
            watch.record(() -> order.downloaded(found.get()));
        }
        return Answer.of(200)
                .with("ETag", etag)
                .with("Content-Type", found.get().form().mediaType())
                .with(bytes)
                .with(cut ? Delivery.PLAIN.droppedAt(bytes.size() / 2) : Delivery.PLAIN);
    }

    private Answer acknowledge(Order order, Request request) {
        if (!watch.change(order.trouble()::takesAcknowledgement)) {
            return Problem.busy();
        }
        var number = number(request).filter(order.revisions()::containsKey);
        if (number.isEmpty()) {
            refuse(order, "acknowledgement of an unknown revision: 404");
            return Problem.notFound("revision");
        }
        var body = json(request);
        var wrong = wrong(body);
        if (wrong.isPresent()) {
            refuse(order, "acknowledgement of another form: 400");
            return Problem.invalid(wrong.get());
        }
        var outcome = body.path("outcome").asText();
        var document = body.path("document").asText();
        watch.record(() -> order.acknowledged(new Acknowledgement(number.get(), outcome, document)));
        var answer = new LinkedHashMap<>(Map.of("outcome", outcome, "at", "2026-03-02T09:16:02.114Z", "by", "exam"));
        if (!document.isEmpty()) {
            answer.put("document", document);
        }
        return Answer.json(answer);
    }

    private static Optional<String> wrong(JsonNode body) {
        if (!OUTCOMES.contains(body.path("outcome").asText())) {
            return Optional.of("outcome has to be one of imported, unmatched, rejected.");
        }
        if (body.has("document") && !body.path("document").asText().matches(DOCUMENT)) {
            return Optional.of("document has to be of letters, digits and . _ : / - only, 128 at most.");
        }
        return body.path("reason").asText().matches(REASON)
                ? Optional.empty()
                : Optional.of("reason has to be of 500 characters at most, without control characters.");
    }

    private void refuse(Order order, String call) {
        watch.record(() -> order.refused(call));
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
