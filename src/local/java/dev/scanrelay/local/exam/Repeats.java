package dev.scanrelay.local.exam;

import static dev.scanrelay.local.exam.Advice.KEEP_IDS;
import static dev.scanrelay.local.exam.Advice.ONCE;

import java.util.List;

/** An event that comes again. */
final class Repeats {

    private Repeats() {}

    static List<Scenario> scenarios() {
        return List.of(
                new Scenario("repeat", "The same event twice, one upon the other", ONCE, KEEP_IDS, s -> {
                            var order = s.order();
                            var event = s.ready(order, 1);
                            s.tell(event);
                            s.tell(event);
                            s.imported(order, 1);
                            s.once(order);
                        })
                        .needing(Need.SECOND_TELLING),
                new Scenario("repeat-later", "The same event after it was imported", ONCE, KEEP_IDS, s -> {
                            var order = s.order();
                            var event = s.ready(order, 1);
                            s.tell(event);
                            s.imported(order, 1);
                            s.tell(event);
                            s.once(order);
                        })
                        .needing(Need.SECOND_TELLING),
                new Scenario("replay", "A replay: marked as one, with the same id", ONCE, KEEP_IDS, s -> {
                            var order = s.order();
                            var event = s.ready(order, 1);
                            s.tell(event);
                            s.imported(order, 1);
                            s.tell(event.put("replay", true));
                            s.once(order);
                        })
                        .needing(Need.SECOND_TELLING));
    }
}
