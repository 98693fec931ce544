package dev.scanrelay.erase;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.order.OrderState;
import dev.scanrelay.secret.Vault;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Carries out erasures, each by one process at a time: order by order, each in a transaction of its own, and from the beginning again where a
 * process died, which finds what is left.
 */
@ApplicationScoped
class Eraser {

    private static final Logger LOG = Logger.getLogger(Eraser.class);
    private static final int PAGE = 50;
    private static final Duration NEXT_LOOK = Duration.ofSeconds(1);
    private static final Duration WHILE_HELD = Duration.ofMinutes(1);
    private static final Duration WHILE_UNIDENTIFIED = Duration.ofSeconds(10);
    private static final UUID FIRST = new UUID(0, 0);

    private static final String CLAIM = """
            update erasure e set due_at = clock_timestamp() + :lease * interval '1 millisecond'
              from (select id from erasure where ended_at is null and due_at <= clock_timestamp()
                     order by due_at limit 1 for update skip locked) due
             where e.id = due.id
            returning e.id, e.partner_id, e.account_id, e.order_id, e.patient_id, e.patient_index, e.asked_at, e.asked_by""";

    private static final String GO_ON = """
            update erasure set state = :state, due_at = clock_timestamp() + :wait * interval '1 millisecond'
             where id = :id and ended_at is null""";

    /**
     * Once its objects are gone and its tombstones are in the object store, unless it was asked for again meanwhile, or nobody knows of some
     * orders whose they are.
     */
    private static final String END = """
            update erasure e set state = 'done', patient_id = null, ended_at = clock_timestamp()
             where e.id = :id and e.ended_at is null and e.asked_at = :asked
               and not exists (select 1 from erased_order o left join objects_to_remove b on b.order_id = o.order_id
                                where o.erasure_id = e.id and (o.stored_at is null or b.order_id is not null))
               and not exists (select 1 from erased_patient p
                                where p.partner_id = e.partner_id and p.account_id = e.account_id
                                  and p.patient_index = e.patient_index and p.stored_at is null)
               and not exists (select 1 from\s""" + ErasureSql.UNIDENTIFIED_OF + ")";

    private static final String UNIDENTIFIED = "select count(*), 1 from erasure e join lateral (select 1 from "
            + ErasureSql.UNIDENTIFIED_OF + ") o on true where e.id = :id";

    private final Database database;
    private final OrderRemoval removal;
    private final Vault vault;
    private final EraseSettings settings;
    private final EraseMetrics metrics;

    Eraser(Database database, OrderRemoval removal, Vault vault, EraseSettings settings, EraseMetrics metrics) {
        this.database = database;
        this.removal = removal;
        this.vault = vault;
        this.settings = settings;
        this.metrics = metrics;
    }

    /** Goes on with one that is due; says whether there was one. */
    boolean run() {
        Optional<Claimed> due = claim();
        due.ifPresent(this::goOn);
        return due.isPresent();
    }

    private void goOn(Claimed erasure) {
        Set<Removed> met = EnumSet.noneOf(Removed.class);
        switch (erasure.target()) {
            case Target.OfOrder one -> met.add(erase(erasure, one.order()));
            case Target.OfPatient patient -> all(erasure, patient, met);
        }
        if (met.contains(Removed.HELD)) {
            goOnLater(erasure, ErasureState.HELD, WHILE_HELD);
        } else if (met.contains(Removed.BUSY) || !end(erasure)) {
            goOnLater(erasure, ErasureState.RUNNING, hasUnidentified(erasure) ? WHILE_UNIDENTIFIED : NEXT_LOOK);
        } else {
            LOG.infof(
                    "Erasure is done erasure=%s account=%s",
                    erasure.id(), erasure.target().account());
        }
    }

    private void all(Claimed erasure, Target.OfPatient patient, Set<Removed> met) {
        if (isHeld(patient)) {
            met.add(Removed.HELD);
        }
        UUID last = FIRST;
        List<UUID> page;
        do {
            page = page(patient, erasure.askedAt(), last);
            for (UUID order : page) {
                met.add(erase(erasure, order));
                last = order;
            }
        } while (page.size() == PAGE);
        if (!met.contains(Removed.HELD) && requestsOnTheirWay(patient, erasure.askedAt())) {
            met.add(Removed.BUSY);
        }
    }

    private boolean isHeld(Target.OfPatient patient) {
        return !database.read(session -> Erasures.holds(session, patient)).isEmpty();
    }

    private Removed erase(Claimed erasure, UUID order) {
        Burial burial = new Burial(
                erasure.askedAt(), erasure.askedBy(), Optional.of(erasure.id()), erasure.patientIndex(), false);
        Removed removed = database.write(session -> removal.erase(
                session, erasure.target().partner(), erasure.target().account(), order, burial));
        if (removed == Removed.REMOVED) {
            metrics.order(OrderState.ERASED);
        }
        return removed;
    }

    private List<UUID> page(Target.OfPatient patient, Instant until, UUID after) {
        return database.read(session -> session.createNativeQuery(ErasureSql.ORDERS_OF_PATIENT, Object[].class)
                .setParameter("partner", patient.partner().value())
                .setParameter("account", patient.account().value())
                .setParameter("patient", patient.patientId())
                .setParameter("at", until)
                .setParameter("after", after)
                .setParameter("most", PAGE)
                .getResultList()
                .map(rows -> rows.stream().map(row -> (UUID) row[0]).toList()));
    }

    /** Forgets the patient's scan requests that have no order of his; says whether one is on its way to Align. */
    private boolean requestsOnTheirWay(Target.OfPatient patient, Instant until) {
        return database.write(session -> until(session, ErasureSql.FORGET_REQUESTED_FOR, patient, until)
                .executeUpdate()
                .chain(() -> until(session, ErasureSql.FORGET_REQUESTS_OF_PATIENT, patient, until)
                        .executeUpdate())
                .chain(() ->
                        change(session, ErasureSql.FORGET_CANDIDATES, patient).executeUpdate())
                .chain(() -> until(session, ErasureSql.SENDING_OF_PATIENT, patient, until)
                        .getSingleResult())
                .map(row -> ((Number) ((Object[]) row)[0]).longValue() > 0));
    }

    private static Mutiny.Query<Object> until(
            Mutiny.Session session, String sql, Target.OfPatient patient, Instant at) {
        return change(session, sql, patient).setParameter("at", at);
    }

    private static Mutiny.Query<Object> change(Mutiny.Session session, String sql, Target.OfPatient patient) {
        return session.createNativeQuery(sql)
                .setParameter("partner", patient.partner().value())
                .setParameter("account", patient.account().value())
                .setParameter("patient", patient.patientId());
    }

    private boolean hasUnidentified(Claimed erasure) {
        return database.read(session -> session.createNativeQuery(UNIDENTIFIED, Object[].class)
                        .setParameter("id", erasure.id())
                        .getSingleResult()
                        .map(row -> ((Number) row[0]).longValue()))
                > 0;
    }

    private boolean end(Claimed erasure) {
        return database.write(session -> session.createNativeQuery(END)
                        .setParameter("id", erasure.id())
                        .setParameter("asked", erasure.askedAt())
                        .executeUpdate())
                > 0;
    }

    private void goOnLater(Claimed erasure, ErasureState state, Duration wait) {
        database.write(session -> session.createNativeQuery(GO_ON)
                .setParameter("id", erasure.id())
                .setParameter("state", state.wire())
                .setParameter("wait", wait.toMillis())
                .executeUpdate());
    }

    /** One whose patient does not unseal is opened behind the transaction: it waits out its lease, and stops none behind it. */
    private Optional<Claimed> claim() {
        Optional<Tuple> due = database.write(session -> {
            Uni<Tuple> first = session.createNativeQuery(CLAIM, Tuple.class)
                    .setParameter("lease", settings.lease().toMillis())
                    .getSingleResultOrNull();
            return first.map(Optional::ofNullable);
        });
        return due.map(this::claimed);
    }

    private Claimed claimed(Tuple row) {
        UUID id = row.get("id", UUID.class);
        PartnerId partner = new PartnerId(row.get("partner_id", String.class));
        AccountId account = new AccountId(row.get("account_id", String.class));
        Target target = Optional.ofNullable(row.get("order_id", UUID.class))
                .<Target>map(order -> new Target.OfOrder(partner, account, order))
                .orElseGet(() -> new Target.OfPatient(
                        partner,
                        account,
                        vault.open(row.get("patient_id", byte[].class), SealedPatients.context(id.toString()))));
        return new Claimed(
                id,
                target,
                Optional.ofNullable(row.get("patient_index", byte[].class)),
                row.get("asked_at", OffsetDateTime.class).toInstant(),
                row.get("asked_by", String.class));
    }

    private record Claimed(UUID id, Target target, Optional<byte[]> patientIndex, Instant askedAt, String askedBy) {}
}
