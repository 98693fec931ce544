package dev.scanrelay.erase;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.secret.Vault;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Erasures that are asked for, and what is told of them. */
@ApplicationScoped
class Erasures {

    static final int LISTED = 500;

    private static final String BEGIN = """
            insert into erasure as e (id, partner_id, account_id, order_id, patient_id, patient_index, state, asked_by, asked_at, due_at)
            values (:id, :partner, :account, cast(cast(:order as text) as uuid), cast(:patient as bytea), cast(:index as bytea),
                    'running', :by, :now, clock_timestamp())
                on conflict """;

    /** One that is under way goes on, up to now. */
    private static final String OF_PATIENT_AGAIN = """
            (partner_id, account_id, patient_index) where ended_at is null and order_id is null
                do update set asked_at = excluded.asked_at, due_at = excluded.due_at""";

    private static final String OF_ORDER_AGAIN =
            "(order_id) where ended_at is null and order_id is not null do update set due_at = e.due_at";

    /** What is known or scanned up to now is barred from now on, before anything is looked for. */
    private static final String BAR = """
            insert into erased_patient as p (partner_id, account_id, patient_index, erased_at, erased_by)
            values (:partner, :account, :index, :now, :by)
                on conflict (partner_id, account_id, patient_index) do update
                   set erased_at = greatest(p.erased_at, excluded.erased_at), erased_by = excluded.erased_by, stored_at = null""";

    private static final String SELECT = """
            select e.id, e.partner_id, e.account_id, e.order_id, e.state, e.asked_by, e.asked_at, e.ended_at,
                   (select count(*) from erased_order o where o.erasure_id = e.id) as erased,
                   (select count(*) from erased_order o where o.erasure_id = e.id
                       and (o.stored_at is null or exists (select 1 from objects_to_remove b where b.order_id = o.order_id))) as waiting,
                   case when e.ended_at is null then (select count(*) from\s""" + ErasureSql.UNIDENTIFIED_OF + """
                   ) else 0 end as unidentified
              from erasure e where e.partner_id = :partner and e.account_id = :account and """;

    private static final String BY_ID = SELECT + " e.id = :id";
    private static final String LIST = SELECT + " (e.asked_at, e.id) < (cast(:before as timestamptz), :id)"
            + " order by e.asked_at desc, e.id desc limit :limit";
    private static final String OF_PATIENT =
            SELECT + " e.order_id is null and e.ended_at is null and e.patient_index in (:indexes)";
    private static final String OF_ORDER = SELECT + " e.order_id = :order and e.ended_at is null";

    private static final String ORDERS =
            "select order_id, 1 from erased_order where erasure_id = :id order by order_id limit " + LISTED;

    private final Database database;
    private final PatientKey keys;
    private final Vault vault;
    private final Clock clock;

    Erasures(Database database, PatientKey keys, Vault vault, Clock clock) {
        this.database = database;
        this.keys = keys;
        this.vault = vault;
        this.clock = clock;
    }

    /** Begins it, or tells of the one that is under way; holds that forbid it, if there are any: then nothing is begun. */
    Asked ask(Target target, String by) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        UUID id = UUID.randomUUID();
        return database.write(session -> lock(session, target)
                .chain(() -> holds(session, target))
                .chain(holds -> holds.isEmpty()
                        ? begin(session, target, id, by, now)
                                .chain(() -> running(session, target))
                                .map(Asked.Running::new)
                        : Uni.createFrom().item(new Asked.Held(holds))));
    }

    /** What was asked for, and what came of it. */
    sealed interface Asked {

        record Running(Erasure erasure) implements Asked {}

        record Held(List<UUID> holds) implements Asked {}
    }

    Optional<Erasure> find(PartnerId partner, AccountId account, UUID id) {
        return database.read(session -> session.createNativeQuery(BY_ID, Tuple.class)
                .setParameter("partner", partner.value())
                .setParameter("account", account.value())
                .setParameter("id", id)
                .getSingleResultOrNull()
                .chain(row -> row == null
                        ? Uni.createFrom().item(Optional.<Erasure>empty())
                        : orders(session, id).map(orders -> Optional.of(erasure(row, orders)))));
    }

    /** The latest, without their orders. */
    List<Erasure> list(PartnerId partner, AccountId account, int limit) {
        return database.read(session -> session.createNativeQuery(LIST, Tuple.class)
                .setParameter("partner", partner.value())
                .setParameter("account", account.value())
                .setParameter("before", clock.instant().plus(365, ChronoUnit.DAYS))
                .setParameter("id", new UUID(-1, -1))
                .setParameter("limit", limit)
                .getResultList()
                .map(rows -> rows.stream().map(row -> erasure(row, List.of())).toList()));
    }

    private static Uni<Void> lock(Mutiny.Session session, Target target) {
        return session.createNativeQuery(ErasureSql.ACCOUNT_ALONE, Object[].class)
                .setParameter("partner", target.partner().value())
                .setParameter("account", target.account().value())
                .getResultList()
                .replaceWithVoid();
    }

    static Uni<List<UUID>> holds(Mutiny.Session session, Target target) {
        return (switch (target) {
                    case Target.OfOrder order ->
                        session.createNativeQuery(ErasureSql.HELD, Tuple.class).setParameter("order", order.order());
                    case Target.OfPatient patient ->
                        session.createNativeQuery(ErasureSql.HOLDS_OF_PATIENT, Tuple.class)
                                .setParameter("partner", patient.partner().value())
                                .setParameter("account", patient.account().value())
                                .setParameter("patient", patient.patientId());
                })
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> UUID.fromString(row.get("hold", String.class)))
                        .toList());
    }

    private Uni<Void> begin(Mutiny.Session session, Target target, UUID id, String by, Instant now) {
        return switch (target) {
            case Target.OfOrder order -> begin(session, order, id, order.order().toString(), null, null, by, now);
            case Target.OfPatient patient -> {
                byte[] index = keys.of(patient.partner(), patient.account(), patient.patientId());
                yield session.createNativeQuery(BAR)
                        .setParameter("partner", patient.partner().value())
                        .setParameter("account", patient.account().value())
                        .setParameter("index", index)
                        .setParameter("now", now)
                        .setParameter("by", by)
                        .executeUpdate()
                        .chain(() -> begin(
                                session,
                                patient,
                                id,
                                null,
                                vault.seal(patient.patientId(), SealedPatients.context(id.toString())),
                                index,
                                by,
                                now));
            }
        };
    }

    private static Uni<Void> begin(
            Mutiny.Session session,
            Target target,
            UUID id,
            @Nullable String order,
            byte @Nullable [] patient,
            byte @Nullable [] index,
            String by,
            Instant now) {
        return session.createNativeQuery(BEGIN + (target instanceof Target.OfOrder ? OF_ORDER_AGAIN : OF_PATIENT_AGAIN))
                .setParameter("id", id)
                .setParameter("partner", target.partner().value())
                .setParameter("account", target.account().value())
                .setParameter("order", order)
                .setParameter("patient", patient)
                .setParameter("index", index)
                .setParameter("by", by)
                .setParameter("now", now)
                .executeUpdate()
                .replaceWithVoid();
    }

    private Uni<Erasure> running(Mutiny.Session session, Target target) {
        Mutiny.SelectionQuery<Tuple> query = switch (target) {
            case Target.OfOrder order ->
                session.createNativeQuery(OF_ORDER, Tuple.class).setParameter("order", order.order());
            case Target.OfPatient patient ->
                session.createNativeQuery(OF_PATIENT, Tuple.class)
                        .setParameter(
                                "indexes", keys.candidates(patient.partner(), patient.account(), patient.patientId()));
        };
        return query.setParameter("partner", target.partner().value())
                .setParameter("account", target.account().value())
                .getResultList()
                .map(List::getFirst)
                .chain(row -> orders(session, row.get("id", UUID.class)).map(orders -> erasure(row, orders)));
    }

    private static Uni<List<UUID>> orders(Mutiny.Session session, UUID erasure) {
        return session.createNativeQuery(ORDERS, Object[].class)
                .setParameter("id", erasure)
                .getResultList()
                .map(rows -> rows.stream().map(row -> (UUID) row[0]).toList());
    }

    private static Erasure erasure(Tuple row, List<UUID> orders) {
        return new Erasure(
                row.get("id", UUID.class),
                new PartnerId(row.get("partner_id", String.class)),
                new AccountId(row.get("account_id", String.class)),
                Optional.ofNullable(row.get("order_id", UUID.class)),
                ErasureState.of(row.get("state", String.class)),
                orders,
                row.get("erased", Number.class).longValue(),
                row.get("waiting", Number.class).longValue(),
                row.get("unidentified", Number.class).longValue(),
                row.get("asked_by", String.class),
                row.get("asked_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.get("ended_at", OffsetDateTime.class)).map(OffsetDateTime::toInstant));
    }
}
