package dev.scanrelay.local.exam;

import dev.scanrelay.local.sandbox.http.Request;
import java.util.Optional;
import java.util.Set;

/**
 * What the feed was asked for.
 *
 * @param after a cursor, {@code oldest}, or empty for what comes from now on
 */
record FeedQuery(Optional<String> after, Set<String> types, int limit) {

    private static final int USUAL_LIMIT = 100;
    private static final int HIGHEST_LIMIT = 500;

    /** Empty if it can't be right. */
    static Optional<FeedQuery> of(Request request, Set<String> known) {
        var limit = request.query("limit").orElse(String.valueOf(USUAL_LIMIT));
        boolean right = known.containsAll(request.query().keySet())
                && limit.matches("[0-9]{1,3}")
                && Integer.parseInt(limit) >= 1
                && Integer.parseInt(limit) <= HIGHEST_LIMIT;
        return right
                ? Optional.of(new FeedQuery(
                        request.query("after"),
                        request.query("types")
                                .map(text -> Set.of(text.split(",")))
                                .orElse(Set.of()),
                        Integer.parseInt(limit)))
                : Optional.empty();
    }

    /** What a client that was cut off heard last goes before what its URL says. */
    FeedQuery resuming(Optional<String> lastEventId) {
        return new FeedQuery(lastEventId.filter(id -> !id.isEmpty()).or(this::after), types, limit);
    }
}
