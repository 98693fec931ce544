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
 * @param data JSON, as it went out
 * @param trace where the trace of what led to it stood
 */
public record AnnouncedEvent(
        long position,
        String id,
        PartnerId partner,
        AccountId account,
        String type,
        String subject,
        String orderingKey,
        Optional<UUID> order,
        String data,
        Instant time,
        Instant announcedAt,
        Optional<TraceParent> trace) {}
