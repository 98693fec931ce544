package dev.scanrelay.feed;

import dev.scanrelay.event.EventType;
import dev.scanrelay.problem.Problems;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a request asks the feed for. A parameter that is unknown, repeated or of the wrong form is refused by its name: a filter that is
 * silently ignored would show more than was asked for.
 */
record FeedQuery(Start start, Set<String> types, int limit) {

    private static final int USUAL_LIMIT = 100;
    private static final int HIGHEST_LIMIT = 500;
    private static final Set<String> OF_A_PAGE = Set.of("after", "limit", "types");
    private static final Set<String> OF_A_STREAM = Set.of("after", "types");
    private static final String AFTER_RULE =
            "after has to be the next of an earlier answer, the id of an event of the stream, or oldest.";

    static FeedQuery ofPage(Map<String, ? extends List<String>> given) {
        only(given, OF_A_PAGE);
        return new FeedQuery(start(given), types(given), limit(given));
    }

    /** @param lastEventId what a client that was cut off heard last; it goes before the URL, which such a client can't change */
    static FeedQuery ofStream(Map<String, ? extends List<String>> given, Optional<String> lastEventId) {
        only(given, OF_A_STREAM);
        Start asked = start(given);
        return new FeedQuery(lastEventId.map(FeedQuery::resumed).orElse(asked), types(given), HIGHEST_LIMIT);
    }

    private static Start resumed(String lastEventId) {
        return FeedCursor.decode(lastEventId)
                .<Start>map(Start.After::new)
                .orElseThrow(() -> Problems.invalid("Last-Event-ID has to be the id of an event of the stream."));
    }

    private static void only(Map<String, ? extends List<String>> given, Set<String> known) {
        if (!known.containsAll(given.keySet())) {
            throw Problems.invalid("There is a parameter that is not known here. Known are "
                    + String.join(", ", new TreeSet<>(known)) + ".");
        }
    }

    private static Start start(Map<String, ? extends List<String>> given) {
        return one(given, "after")
                .map(written -> Start.of(written).orElseThrow(() -> Problems.invalid(AFTER_RULE)))
                .orElseGet(Start.Now::new);
    }

    private static Set<String> types(Map<String, ? extends List<String>> given) {
        Set<String> known = EventType.toReaders();
        Set<String> types =
                one(given, "types").map(written -> Set.of(distinct(written))).orElse(Set.of());
        if (!known.containsAll(types)) {
            throw Problems.invalid("types has to be among " + String.join(", ", known) + ", separated by commas.");
        }
        return types;
    }

    private static String[] distinct(String written) {
        return new TreeSet<>(List.of(written.split(",", -1))).toArray(String[]::new);
    }

    private static int limit(Map<String, ? extends List<String>> given) {
        return one(given, "limit").map(FeedQuery::readLimit).orElse(USUAL_LIMIT);
    }

    private static int readLimit(String written) {
        int limit = written.matches("[0-9]{1,3}") ? Integer.parseInt(written) : 0;
        if (limit < 1 || limit > HIGHEST_LIMIT) {
            throw Problems.invalid("limit has to be a number from 1 to " + HIGHEST_LIMIT + ".");
        }
        return limit;
    }

    private static Optional<String> one(Map<String, ? extends List<String>> given, String name) {
        List<String> values = given.containsKey(name) ? given.get(name) : List.of();
        if (values.size() > 1) {
            throw Problems.invalid(name + " may be given once.");
        }
        return values.stream().findFirst();
    }
}
