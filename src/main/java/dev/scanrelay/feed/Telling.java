package dev.scanrelay.feed;

import dev.scanrelay.event.AnnouncedEvent;
import dev.scanrelay.event.EventDocuments;
import jakarta.enterprise.context.ApplicationScoped;

/** Puts events into the words of a stream. */
@ApplicationScoped
class Telling {

    private final EventDocuments documents;

    Telling(EventDocuments documents) {
        this.documents = documents;
    }

    Told of(AnnouncedEvent event) {
        return new Told(event, SseText.event(new FeedCursor(event.position()), event.type(), documents.full(event)));
    }
}
