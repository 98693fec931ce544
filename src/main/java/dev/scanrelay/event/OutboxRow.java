package dev.scanrelay.event;

import dev.scanrelay.trace.TraceParent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An event as it waits in the outbox. */
record OutboxRow(
        long id,
        String eventId,
        String partner,
        Optional<String> account,
        String orderingKey,
        String type,
        String subject,
        String data,
        List<String> topics,
        Instant occurredAt,
        Optional<TraceParent> trace) {

    /** Reads the columns of {@link Batches}' select. */
    static OutboxRow of(Object[] columns) {
        return new OutboxRow(
                ((Number) columns[0]).longValue(),
                (String) columns[1],
                (String) columns[2],
                Optional.ofNullable((String) columns[3]),
                (String) columns[4],
                (String) columns[5],
                (String) columns[6],
                (String) columns[7],
                List.of(((String) columns[8]).split(",")),
                Instant.EPOCH.plusNanos(((Number) columns[9]).longValue() * 1000),
                TraceParent.read((String) columns[10]));
    }
}
