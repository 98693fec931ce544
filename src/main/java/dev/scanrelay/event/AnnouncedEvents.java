package dev.scanrelay.event;

import dev.scanrelay.database.Database;
import dev.scanrelay.database.Rows;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.trace.TraceParent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Announced events in their order, as partners may read them. Positions are given by the one relay and committed in their order, so a reader
 * that goes on from the last one it saw skips nothing. Blocks: for virtual threads.
 */
@ApplicationScoped
public class AnnouncedEvents {

    private final Database database;

    AnnouncedEvents(Database database) {
        this.database = database;
    }

    /** The partner's next ones, of all accounts. */
    public List<AnnouncedEvent> after(long position, PartnerId partner, int limit) {
        return database.read(session -> session.createNativeQuery(AnnouncedEventsSql.OF_PARTNER, Object[].class)
                .setParameter("after", position)
                .setParameter("partner", partner.value())
                .setParameter("limit", limit)
                .getResultList()
                .map(AnnouncedEvents::events));
    }

    /** The partner's next ones, of these accounts. */
    public List<AnnouncedEvent> after(long position, PartnerId partner, Set<AccountId> accounts, int limit) {
        return database.read(session -> session.createNativeQuery(AnnouncedEventsSql.OF_ACCOUNTS, Object[].class)
                .setParameter("after", position)
                .setParameter("partner", partner.value())
                .setParameter(
                        "accounts", accounts.stream().map(AccountId::value).collect(Collectors.joining(",")))
                .setParameter("limit", limit)
                .getResultList()
                .map(AnnouncedEvents::events));
    }

    /** The next ones of all partners. */
    public List<AnnouncedEvent> after(long position, int limit) {
        return database.read(session -> session.createNativeQuery(AnnouncedEventsSql.OF_ALL, Object[].class)
                .setParameter("after", position)
                .setParameter("limit", limit)
                .getResultList()
                .map(AnnouncedEvents::events));
    }

    /** Those at these positions that there still are. */
    public List<AnnouncedEvent> at(List<Long> positions) {
        return database.read(session -> session.createNativeQuery(AnnouncedEventsSql.AT, Object[].class)
                .setParameter("positions", Rows.joined(positions))
                .getResultList()
                .map(AnnouncedEvents::events));
    }

    /** The last position given; 0 before the first. */
    public long newest() {
        return database.read(session -> session.createNativeQuery(AnnouncedEventsSql.NEWEST, Tuple.class)
                .getSingleResult()
                .map(row -> row.get(0, Long.class)));
    }

    /** All events after this position are still there; earlier ones may be gone. */
    public long completeAfter() {
        return database.read(session -> session.createNativeQuery(AnnouncedEventsSql.COMPLETE_AFTER, Tuple.class)
                .getSingleResult()
                .map(row -> row.get(0, Long.class)));
    }

    private static List<AnnouncedEvent> events(List<Object[]> rows) {
        return rows.stream().map(AnnouncedEvents::event).toList();
    }

    private static AnnouncedEvent event(Object[] row) {
        return new AnnouncedEvent(
                ((Number) row[0]).longValue(),
                (String) row[1],
                new PartnerId((String) row[2]),
                Optional.ofNullable((String) row[3]).map(AccountId::new),
                (String) row[4],
                (String) row[5],
                (String) row[6],
                Optional.ofNullable((String) row[7]).map(UUID::fromString),
                (String) row[8],
                time(row[9]),
                time(row[10]),
                TraceParent.read((String) row[11]));
    }

    private static Instant time(Object micros) {
        return Instant.EPOCH.plusNanos(((Number) micros).longValue() * 1000);
    }
}
