package dev.scanrelay.event;

import dev.scanrelay.database.Database;
import dev.scanrelay.database.Rows;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Tuple;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/** The relay's side of the outbox. Every transaction here fails for a relay whose epoch has passed. */
final class Batches {

    private static final String BEHIND = "behind a parked event";

    private final Database database;
    private final RelayLease lease;

    Batches(Database database, RelayLease lease) {
        this.database = database;
        this.lease = lease;
    }

    /** Whether anything may be announced; cheap, asked often. */
    boolean waiting(Collection<String> held) {
        return database.read(session -> session.createNativeQuery(BatchSql.WAITING, Tuple.class)
                .setParameter("held", String.join(",", held))
                .getSingleResult()
                .map(row -> row.get(0, Boolean.class)));
    }

    /** Assigns the oldest events to a new batch, without those for held topics and whatever has to follow them. */
    Optional<Batch> open(long epoch, int size, Collection<String> held) {
        UUID id = UUID.randomUUID();
        List<OutboxRow> rows = current(
                epoch,
                (session, position) -> setAsideThoseBehindParked(session)
                        .chain(() -> session.createNativeQuery(BatchSql.OPEN)
                                .setParameter("batch", id)
                                .setParameter("epoch", epoch)
                                .executeUpdate())
                        .chain(() -> assign(session, id, size, held))
                        .call(assigned -> assigned.isEmpty()
                                ? discard(session, id)
                                : Uni.createFrom().voidItem()));
        return rows.isEmpty() ? Optional.empty() : Optional.of(new Batch(id, rows, false));
    }

    /** The batch that a relay before left open, if any. */
    Optional<LeftOpen> leftOpen() {
        return Optional.ofNullable(database.read(session -> session.createNativeQuery(BatchSql.LEFT_OPEN, Tuple.class)
                .getSingleResultOrNull()
                .onItem()
                .ifNotNull()
                .transform(row -> new LeftOpen(row.get(0, UUID.class), row.get(1, Boolean.class)))));
    }

    /** @param again whether its events were announced before */
    record LeftOpen(UUID id, boolean again) {}

    /** The batch's transaction is committed: its events are announced, have their place in the feed, and timelines say so. */
    int announced(long epoch, UUID batch, List<Long> events) {
        return current(
                epoch,
                (session, position) -> session.createNativeQuery(BatchSql.ANNOUNCE)
                        .setParameter("batch", batch)
                        .setParameter("ids", Rows.joined(events))
                        .setParameter("position", position)
                        .executeUpdate()
                        .call(count -> session.createNativeQuery(BatchSql.ADVANCE_FEED)
                                .setParameter("count", count)
                                .executeUpdate())
                        .call(count -> session.createNativeQuery(BatchSql.TELL_TIMELINES)
                                .setParameter("position", position)
                                .setParameter("count", count)
                                .executeUpdate())
                        .call(() -> close(session, batch, "announced")));
    }

    /** The events of a batch that was left open. */
    List<Long> events(UUID batch) {
        return database.read(session -> session.createNativeQuery(BatchSql.EVENTS, Tuple.class)
                .setParameter("batch", batch)
                .getResultList()
                .map(rows -> rows.stream().map(row -> row.get(0, Long.class)).toList()));
    }

    /** The batch's transaction never was: its events wait again. */
    void released(long epoch, UUID batch) {
        current(epoch, (session, position) -> release(session, batch));
    }

    /** Releases the batch and sets one event aside, with the later ones of its key. */
    void parked(long epoch, UUID batch, OutboxRow row, String reason) {
        current(
                epoch,
                (session, position) -> release(session, batch)
                        .chain(() -> session.createNativeQuery(BatchSql.PARK)
                                .setParameter("id", row.id())
                                .setParameter("reason", reason)
                                .executeUpdate())
                        .chain(() -> setAsideThoseBehindParked(session)));
    }

    private Uni<List<OutboxRow>> assign(Mutiny.Session session, UUID id, int size, Collection<String> held) {
        return session.createNativeQuery(BatchSql.ASSIGN, Object[].class)
                .setParameter("batch", id)
                .setParameter("size", size)
                .setParameter("held", String.join(",", held))
                .getResultList()
                .map(rows -> rows.stream()
                        .map(OutboxRow::of)
                        .sorted(Comparator.comparingLong(OutboxRow::id))
                        .toList());
    }

    private static Uni<Integer> setAsideThoseBehindParked(Mutiny.Session session) {
        return session.createNativeQuery(BatchSql.PARK_BEHIND)
                .setParameter("reason", BEHIND)
                .executeUpdate();
    }

    private static Uni<Void> release(Mutiny.Session session, UUID batch) {
        return session.createNativeQuery(BatchSql.RELEASE)
                .setParameter("batch", batch)
                .executeUpdate()
                .chain(() -> close(session, batch, "released"));
    }

    private static Uni<Void> discard(Mutiny.Session session, UUID batch) {
        return session.createNativeQuery(BatchSql.DISCARD)
                .setParameter("batch", batch)
                .executeUpdate()
                .replaceWithVoid();
    }

    static Uni<Void> close(Mutiny.Session session, UUID batch, String outcome) {
        return session.createNativeQuery(BatchSql.CLOSE)
                .setParameter("batch", batch)
                .setParameter("outcome", outcome)
                .executeUpdate()
                .replaceWithVoid();
    }

    private interface Work<T> {

        Uni<T> in(Mutiny.Session session, long feedPosition);
    }

    private <T> T current(long epoch, Work<T> work) {
        Function<Mutiny.Session, Uni<T>> guarded =
                session -> lease.hold(session, epoch).chain(position -> work.in(session, position));
        return database.write(guarded);
    }
}
