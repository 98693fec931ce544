package dev.scanrelay.local.exam;

import static dev.scanrelay.local.exam.Advice.ONCE;
import static dev.scanrelay.local.exam.Advice.RETRY;

import java.util.List;

/** Connections that break, and software that is stopped and started. */
final class Interruptions {

    private static final int SOME = 30;

    private Interruptions() {}

    static List<Scenario> scenarios() {
        return List.of(
                new Scenario("cut", "The connection breaks in the middle of an event", ONCE, RETRY, s -> {
                            var order = s.order();
                            var next = s.order();
                            var event = s.ready(order, 1);
                            if (s.way() == Way.ENDPOINT) {
                                s.endpoint().breakOff(s.endpoint().signed(event));
                            } else {
                                s.feed(Feed::cutNext);
                            }
                            s.tell(event);
                            s.tell(s.ready(next, 1));
                            s.imported(order, 1);
                            s.imported(next, 1);
                            s.once(order);
                            s.once(next);
                        })
                        .needing(Need.CONNECTION),
                new Scenario(
                                "restart",
                                "Your software is restarted while it imports",
                                "It goes on where it was: what it had taken is imported, once, and so is what comes during and after it.",
                                "Keep on disk what you took before you say that you have it (2xx, the cursor, the offset).",
                                s -> {
                                    var before = s.order();
                                    var amid = s.order(SOME);
                                    var meanwhile = s.order();
                                    var after = s.order();
                                    s.tell(s.ready(before, 1));
                                    s.imported(before, 1);
                                    s.tell(s.ready(amid, 1));
                                    s.eventually(one -> one.downloads() > 0, amid);
                                    s.tell(s.ready(meanwhile, 1));
                                    s.restart();
                                    s.tellUntilTaken(s.ready(after, 1));
                                    for (var order : List.of(amid, meanwhile, after)) {
                                        s.imported(order, 1);
                                    }
                                    s.once(before);
                                    s.never(one -> one.documents() > 1, amid);
                                })
                        .needing(Need.RESTART));
    }
}
