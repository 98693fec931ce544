package dev.scanrelay.local.exam;

import static dev.scanrelay.local.exam.Advice.NOTHING;
import static dev.scanrelay.local.exam.Advice.ONCE;

import java.util.List;

/** What is written to a topic and taken back. */
final class Transactions {

    private static final String COMMITTED = "Read with isolation.level=read_committed.";

    private Transactions() {}

    static List<Scenario> scenarios() {
        return List.of(
                new Scenario("aborted", "An event whose transaction was taken back", NOTHING, COMMITTED, s -> {
                            var order = s.order();
                            s.topic().tellInVain(s.ready(order, 1));
                            s.never(one -> !one.untouched(), order);
                        })
                        .needing(Need.TRANSACTIONS),
                new Scenario(
                                "aborted-then-told",
                                "An event that was taken back, and is told in the next transaction",
                                ONCE,
                                COMMITTED + " " + Advice.KEEP_IDS,
                                s -> {
                                    var order = s.order();
                                    var event = s.ready(order, 1);
                                    s.topic().tellInVain(event);
                                    s.tell(event);
                                    s.imported(order, 1);
                                    s.once(order);
                                })
                        .needing(Need.TRANSACTIONS));
    }
}
