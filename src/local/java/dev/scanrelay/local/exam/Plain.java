package dev.scanrelay.local.exam;

import static dev.scanrelay.local.exam.Advice.FETCH;
import static dev.scanrelay.local.exam.Advice.IMPORTED;
import static dev.scanrelay.local.exam.Advice.RETRY;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Scans as they come every day. */
final class Plain {

    private static final int BURST = 25;

    private Plain() {}

    static List<Scenario> scenarios() {
        return List.of(
                new Scenario(Scenarios.FIRST, "A scan is ready", IMPORTED, FETCH, s -> {
                    var order = s.order();
                    s.tell(s.ready(order, 1));
                    s.arrived(order);
                    s.imported(order, 1);
                }),
                new Scenario("id-only", "A scan is ready, told by its id alone", IMPORTED, FETCH, s -> {
                            var order = s.order();
                            var event = s.ready(order, 1);
                            event.remove("data");
                            s.tell(event);
                            s.imported(order, 1);
                        })
                        .needing(Need.DELIVERY),
                new Scenario(
                        "late",
                        "An event of twenty days ago",
                        IMPORTED,
                        "Don't judge an event by its time; a delivery's age is its webhook-timestamp.",
                        s -> {
                            var order = s.order();
                            var event = s.ready(order, 1);
                            event.put("time", s.now().minus(Duration.ofDays(20)).toString());
                            s.tell(event);
                            s.imported(order, 1);
                        }),
                new Scenario("burst", "Twenty-five scans one upon the other", IMPORTED, RETRY, s -> {
                    var orders = Stream.generate(s::order).limit(BURST).toList();
                    for (var order : orders) {
                        s.tell(s.ready(order, 1));
                    }
                    for (var order : orders) {
                        s.imported(order, 1);
                    }
                }),
                new Scenario(
                                "no-patient",
                                "A scan that names no patient",
                                "It is acknowledged, as unmatched or however a person decided.",
                                "Acknowledge as unmatched what belongs to no chart yet, and let a person match it.",
                                s -> {
                                    var order = s.order();
                                    var event = s.ready(order, 1);
                                    event.withObject("/data").remove("patientId");
                                    s.tell(event);
                                    s.eventually(one -> !one.acknowledgements().isEmpty(), order);
                                })
                        .needing(Need.VERDICT));
    }
}
