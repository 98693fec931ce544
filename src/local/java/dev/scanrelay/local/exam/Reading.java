package dev.scanrelay.local.exam;

import static dev.scanrelay.local.exam.Advice.IMPORTED;

import java.util.List;

/** What can go wrong while the feed is read. */
final class Reading {

    private Reading() {}

    static List<Scenario> scenarios() {
        return List.of(
                new Scenario(
                                "resync",
                                "The place in the feed is lost: 410",
                                "What was told meanwhile is imported, and what was there already is not imported again.",
                                "On 410 go on with after=oldest and pass over what you have; or take a new cursor and read"
                                        + " GET /api/v1/orders?changedSince=.",
                                s -> {
                                    var known = s.order();
                                    var missed = s.order();
                                    s.tell(s.ready(known, 1));
                                    s.imported(known, 1);
                                    s.feed(Feed::forget);
                                    s.tell(s.ready(missed, 1));
                                    s.imported(missed, 1);
                                    s.once(known);
                                    s.once(missed);
                                })
                        .needing(Need.PLACE),
                new Scenario(
                                "hollow-pages",
                                "Two pages have no events, though there is more",
                                IMPORTED,
                                "Go on with next for as long as more is true, also where a page is empty.",
                                s -> {
                                    var order = s.order();
                                    s.feed(Feed::hollow);
                                    s.tell(s.ready(order, 1));
                                    s.imported(order, 1);
                                })
                        .needing(Need.PLACE),
                new Scenario(
                                "busy-feed",
                                "The feed is answered 503 twice",
                                IMPORTED,
                                "Ask again after Retry-After, from the same place.",
                                s -> {
                                    var order = s.order();
                                    s.feed(Feed::busy);
                                    s.tell(s.ready(order, 1));
                                    s.imported(order, 1);
                                    s.once(order);
                                })
                        .needing(Need.PLACE));
    }
}
