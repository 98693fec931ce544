package dev.scanrelay.feed;

import java.util.List;

/**
 * What a stream that fell behind is told next.
 *
 * @param next where to go on when all are told
 */
record Page(List<Told> events, FeedCursor next) {

    /** As many of the events as that many bytes hold, one at least; what is left out is read with the next page. */
    static Page of(List<Told> events, FeedCursor next, long mostBytes) {
        long bytes = 0;
        for (int at = 0; at < events.size(); at++) {
            bytes += events.get(at).text().length;
            if (bytes > mostBytes && at > 0) {
                return new Page(
                        List.copyOf(events.subList(0, at)), events.get(at - 1).behind());
            }
        }
        return new Page(events, next);
    }
}
