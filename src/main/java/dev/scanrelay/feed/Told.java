package dev.scanrelay.feed;

import dev.scanrelay.event.AnnouncedEvent;

/**
 * An event as streams tell it.
 *
 * @param text made once and sent to each that it is for; never changed
 */
@SuppressWarnings("ArrayRecordComponent") // shared by a thousand streams, compared by none
record Told(AnnouncedEvent event, byte[] text) {

    FeedCursor behind() {
        return new FeedCursor(event.position());
    }
}
