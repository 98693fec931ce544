package dev.scanrelay.feed;

import dev.scanrelay.event.AnnouncedEvent;
import dev.scanrelay.event.AnnouncedEvents;
import dev.scanrelay.problem.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Reads the feed for one reader. Blocks: for virtual threads. */
@ApplicationScoped
class Feed {

    private static final String GONE =
            "Events behind this cursor may have been deleted, or it is none of this service. Go on with after=oldest, which has what"
                    + " there still is, and pass over what you have. Or ask without after for a new cursor, read"
                    + " GET /api/v1/orders?changedSince= with the time of the last event that you took, its next once more after"
                    + " five minutes, and go on with that cursor.";

    private final AnnouncedEvents events;

    Feed(AnnouncedEvents events) {
        this.events = events;
    }

    /** The place to read on from; a problem where events are missing behind it. */
    FeedCursor place(Start start) {
        return switch (start) {
            case Start.Now now -> new FeedCursor(events.newest());
            case Start.Oldest oldest -> new FeedCursor(events.completeAfter());
            case Start.After(FeedCursor cursor) -> {
                requireComplete(cursor);
                if (cursor.position() > events.newest()) {
                    throw gone();
                }
                yield cursor;
            }
        };
    }

    /**
     * The reader's next events. Where there are no more it may go on from the newest position, though that is another reader's event:
     * otherwise the cursor of a clinic where nothing happens would grow too old.
     */
    Stretch read(FeedScope scope, FeedCursor after, int limit) {
        long newest = events.newest(); // before the events: all up to there are visible then
        List<AnnouncedEvent> read = scope.accounts()
                .map(accounts -> events.after(after.position(), scope.partner(), accounts, limit))
                .orElseGet(() -> events.after(after.position(), scope.partner(), limit));
        requireComplete(after); // after the events: nothing was deleted between
        boolean full = read.size() == limit;
        long last = read.isEmpty() ? after.position() : read.getLast().position();
        return new Stretch(
                read.stream().filter(scope::wants).toList(),
                new FeedCursor(full ? last : Math.max(last, newest)),
                full);
    }

    private void requireComplete(FeedCursor after) {
        if (after.position() < events.completeAfter()) {
            throw gone();
        }
    }

    private static RuntimeException gone() {
        return Problems.of(410, "feed-gone", "No longer in the feed", GONE);
    }
}
