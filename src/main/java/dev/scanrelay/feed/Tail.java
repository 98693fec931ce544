package dev.scanrelay.feed;

import java.util.ArrayList;
import java.util.List;

/**
 * The feed's last events, in memory, for all streams of this process. Immutable; no more than so many events and bytes.
 *
 * @param floor all events behind this position are here
 * @param newest up to this one
 */
record Tail(long floor, long newest, List<Told> events) {

    static final int MOST_EVENTS = 1_000;
    static final long MOST_BYTES = 8 << 20;
    private static final int AT_ONCE = 50;

    /** Nobody listens: it says nothing, and asks nobody to look elsewhere. */
    static final Tail SILENT = at(0);

    /** What a stream finds here. */
    sealed interface Found {

        /** It has missed some that are no longer here. */
        record Behind() implements Found {}

        /** At least one, and no more than a few. */
        record Next(List<Told> events) implements Found {}

        /** None that it is to be told, up to this place. */
        record Nothing(FeedCursor upTo) implements Found {}
    }

    static Tail at(long position) {
        return new Tail(position, position, List.of());
    }

    Found after(FeedCursor cursor, FeedScope scope) {
        if (cursor.position() < floor) {
            return new Found.Behind();
        }
        List<Told> found = events.subList(firstBehind(cursor.position()), events.size()).stream()
                .filter(told -> scope.tells(told.event()))
                .limit(AT_ONCE)
                .toList();
        if (!found.isEmpty()) {
            return new Found.Next(found);
        }
        return new Found.Nothing(new FeedCursor(Math.max(cursor.position(), newest)));
    }

    Tail plus(List<Told> more, long last) {
        List<Told> all = new ArrayList<>(events);
        all.addAll(more);
        int from = firstKept(all);
        return new Tail(
                from == 0 ? floor : all.get(from - 1).event().position(),
                last,
                List.copyOf(all.subList(from, all.size())));
    }

    private static int firstKept(List<Told> all) {
        long bytes = 0;
        int from = all.size();
        while (from > 0
                && all.size() - from < MOST_EVENTS
                && bytes + all.get(from - 1).text().length <= MOST_BYTES) {
            from--;
            bytes += all.get(from).text().length;
        }
        return from;
    }

    private int firstBehind(long position) {
        int low = 0;
        int high = events.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (events.get(middle).event().position() > position) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
