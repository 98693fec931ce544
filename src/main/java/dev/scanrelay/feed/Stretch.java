package dev.scanrelay.feed;

import dev.scanrelay.event.AnnouncedEvent;
import java.util.List;

/**
 * What was read of the feed at once.
 *
 * @param next where to read on
 * @param more whether there may be more already
 */
record Stretch(List<AnnouncedEvent> events, FeedCursor next, boolean more) {}
