package dev.scanrelay.local.exam;

import static dev.scanrelay.local.exam.Advice.IGNORE;
import static dev.scanrelay.local.exam.Advice.IMPORTED;
import static dev.scanrelay.local.exam.Advice.NOTHING;

import java.util.List;

/** What the software may not know yet, and events that bring no scan. */
final class Strangers {

    private Strangers() {}

    static List<Scenario> scenarios() {
        return List.of(
                new Scenario("unknown-field", "Fields you don't know", IMPORTED, IGNORE, s -> {
                    var order = s.order();
                    var event = s.ready(order, 1);
                    event.put("shade", "A2");
                    event.withObject("/data")
                            .put("colour", "A2")
                            .putObject("later")
                            .put("more", true);
                    s.tell(event);
                    s.imported(order, 1);
                }),
                new Scenario("unknown-type", "A type you don't know", NOTHING, IGNORE, s -> {
                    var order = s.order();
                    var event = s.ready(order, 1);
                    s.tell(event.put("type", "dev.scanrelay.order.painted.v1"));
                    s.never(one -> !one.untouched(), order);
                }),
                new Scenario(
                                "not-json",
                                "A signed body that is no JSON",
                                "The delivery is answered 4xx.",
                                "Answer 400, not 500, to a body that is no JSON object.",
                                s -> s.endpoint()
                                        .refused(s.endpoint()
                                                .signed("5b3c6a52-2f0e-8f0a-9a39-3a8f0f6f6f10", "{\"id\":")))
                        .needing(Need.DELIVERY),
                new Scenario(
                        "no-order",
                        "An event about no order",
                        "It is taken, and the next scan is imported.",
                        "What is about an endpoint has no account and no order: show it to an administrator, or do nothing.",
                        s -> {
                            var event = s.ofEndpoint("endpoint.failing.v1");
                            s.tell(event);
                            s.past(event);
                        }),
                new Scenario(
                                "test-event",
                                "The test event of an endpoint",
                                "It is taken.",
                                IGNORE,
                                s -> s.tell(s.ofEndpoint("endpoint.test.v1")))
                        .needing(Need.DELIVERY),
                new Scenario(
                                "patient-corrected",
                                "The patient was corrected",
                                "The order is read again, and nothing is imported again.",
                                "On order.updated read the order at dataref: the event names nobody.",
                                s -> {
                                    var order = s.order();
                                    s.tell(s.ready(order, 1));
                                    s.imported(order, 1);
                                    s.change(() -> order.rename("Beispiel"));
                                    int reads = order.reads();
                                    s.tell(s.ofOrder("order.updated.v1", order));
                                    s.eventually(one -> one.reads() > reads, order);
                                    s.once(order);
                                })
                        .needing(Need.VERDICT),
                new Scenario(
                        "withdrawn",
                        "An imported scan is withdrawn",
                        "It is taken, and nothing is imported again.",
                        "Show the practice that Align no longer has it; keep what is in the chart.",
                        s -> {
                            var order = s.order();
                            s.tell(s.ready(order, 1));
                            s.imported(order, 1);
                            s.tell(s.ofOrder("order.withdrawn.v1", order));
                            s.once(order);
                        }),
                new Scenario(
                        "erased",
                        "An imported scan is erased",
                        "It is taken, and nothing is imported again.",
                        "Erase your copy too, unless the law has you keep it.",
                        s -> {
                            var order = s.order();
                            s.tell(s.ready(order, 1));
                            s.imported(order, 1);
                            s.change(order.trouble()::erase);
                            s.tell(s.ofOrder("order.erased.v1", order));
                            s.once(order);
                        }),
                new Scenario(
                        "failed",
                        "A scan that could not be fetched yet",
                        NOTHING,
                        "Show the practice that the scan is late; order.ready comes when it is there.",
                        s -> {
                            var order = s.order();
                            s.tell(s.ofOrder("order.failed.v1", order));
                            s.never(one -> !one.untouched(), order);
                        }),
                new Scenario(
                        "not-there",
                        "A scan that is not there any more: 404",
                        "The order is asked for, and the next scan is imported.",
                        "Take 404 and 410 as an answer: note it, and go on with the next event.",
                        s -> {
                            var order = s.order();
                            var event = s.ready(order, 1);
                            s.change(order.trouble()::erase);
                            s.tell(event);
                            s.past(event);
                            s.eventually(one -> one.reads() > 0, order);
                            s.never(one -> !one.untouched(), order);
                        }));
    }
}
