package dev.scanrelay.event;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.trace.TraceParent;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An event as it was announced, with its place in the feed.
 *
 * @param position grows from event to event; what can be read at all is complete up to there
 * @param account none: it is of the partner as a whole
 * @param data JSON, as it went out
 * @param trace where the trace of what led to it stood
 */
public record AnnouncedEvent(
        long position,
        String id,
        PartnerId partner,
        Optional<AccountId> account,
        String type,
        String subject,
        String orderingKey,
        Optional<UUID> order,
        String data,
        Instant time,
        Instant announcedAt,
        Optional<TraceParent> trace) {

    /** For one reader alone: it has no place in the feed. */
    public static AnnouncedEvent aside(Event event) {
        return new AnnouncedEvent(
                0,
                event.id(),
                event.partner(),
                event.account(),
                event.type().wireName(),
                event.subject(),
                event.orderingKey(),
                Optional.empty(),
                EventJson.write(event.data()),
                event.time(),
                event.time(),
                Optional.empty());
    }
}
