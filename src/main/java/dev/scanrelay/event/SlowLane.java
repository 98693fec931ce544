package dev.scanrelay.event;

import dev.scanrelay.database.Database;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** The relay's side of republications: what is next, and how far each is. What it writes fails for a relay whose epoch has passed. */
final class SlowLane {

    /** Positions that one look reads at most, however few of them are meant. */
    private static final long WINDOW = 2000;

    private final Database database;
    private final RelayLease lease;

    SlowLane(Database database, RelayLease lease) {
        this.database = database;
        this.lease = lease;
    }

    private record Place(UUID id, String partner, String account, String topic, long position, long last) {

        static Place of(Object[] columns) {
            return new Place(
                    (UUID) columns[0],
                    (String) columns[1],
                    (String) columns[2],
                    (String) columns[3],
                    ((Number) columns[4]).longValue(),
                    ((Number) columns[5]).longValue());
        }

        long window() {
            return Math.min(position + WINDOW, last);
        }

        Stretch stretch(List<OutboxRow> rows, int size) {
            long upTo = rows.size() < size ? window() : rows.getLast().id();
            return new Stretch(id, topic, position, rows, upTo);
        }
    }

    Optional<Stretch> next(Collection<String> held, int size) {
        return database.read(session -> session.createNativeQuery(RepublicationSql.NEXT, Object[].class)
                .setParameter("held", String.join(",", held))
                .getResultList()
                .flatMap(rows -> rows.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : events(session, Place.of(rows.getFirst()), size).map(Optional::of)));
    }

    private static Uni<Stretch> events(Mutiny.Session session, Place place, int size) {
        return session.createNativeQuery(RepublicationSql.EVENTS, Object[].class)
                .setParameter("topic", place.topic())
                .setParameter("after", place.position())
                .setParameter("window", place.window())
                .setParameter("partner", place.partner())
                .setParameter("account", place.account())
                .setParameter("size", size)
                .getResultList()
                .map(rows -> place.stretch(rows.stream().map(OutboxRow::of).toList(), size));
    }

    /** Empty if it was stopped meanwhile. */
    Optional<Batch> open(long epoch, Stretch stretch) {
        UUID id = UUID.randomUUID();
        int opened = current(
                epoch,
                session -> session.createNativeQuery(RepublicationSql.OPEN)
                        .setParameter("batch", id)
                        .setParameter("epoch", epoch)
                        .setParameter("republication", stretch.republication())
                        .setParameter("after", stretch.after())
                        .setParameter("upTo", stretch.upTo())
                        .setParameter("events", stretch.rows().size())
                        .executeUpdate());
        return opened == 0 ? Optional.empty() : Optional.of(new Batch(id, stretch.rows(), true));
    }

    /** There is nothing to send up to there. */
    void passed(long epoch, Stretch stretch) {
        current(
                epoch,
                session -> session.createNativeQuery(RepublicationSql.PASS)
                        .setParameter("republication", stretch.republication())
                        .setParameter("after", stretch.after())
                        .setParameter("upTo", stretch.upTo())
                        .executeUpdate());
    }

    /** The batch's transaction is committed. */
    void sent(long epoch, UUID batch) {
        current(
                epoch,
                session -> session.createNativeQuery(RepublicationSql.SENT)
                        .setParameter("batch", batch)
                        .executeUpdate()
                        .call(() -> Batches.close(session, batch, "announced")));
    }

    /** A person has to mend something, and to ask again. */
    void failed(long epoch, Stretch stretch, String reason) {
        current(
                epoch,
                session -> session.createNativeQuery(RepublicationSql.FAIL)
                        .setParameter("republication", stretch.republication())
                        .setParameter("failure", reason)
                        .executeUpdate());
    }

    private interface Work<T> {

        Uni<T> in(Mutiny.Session session);
    }

    private <T> T current(long epoch, Work<T> work) {
        return database.write(session -> lease.hold(session, epoch).chain(() -> work.in(session)));
    }
}
