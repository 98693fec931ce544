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

/** Legal holds. Setting one waits for what is being erased in the account at this moment; from its answer on, nothing of it is. */
@ApplicationScoped
class Holds {

    private static final String SET = """
            insert into legal_hold (id, partner_id, account_id, order_id, patient_id, reason, reference, set_by, set_at)
            values (:id, :partner, :account, cast(cast(:order as text) as uuid), cast(:patient as text), :reason,
                    cast(:reference as bytea), :by, :now)""";

    private static final String LIFT = """
            update legal_hold set lifted_by = :by, lifted_at = :now, patient_id = null
             where id = :id and partner_id = :partner and account_id = :account and lifted_at is null""";

    /** What waited for it goes on at once. */
    private static final String HURRY = """
            update erasure set due_at = clock_timestamp()
             where partner_id = :partner and account_id = :account and state = 'held'""";

    private static final String SELECT = """
            select id, account_id, order_id, patient_id, reason, reference, set_by, set_at, lifted_by, lifted_at from legal_hold
             where partner_id = :partner and account_id = :account""";

    private final Database database;
    private final Vault vault;
    private final Clock clock;

    Holds(Database database, Vault vault, Clock clock) {
        this.database = database;
        this.vault = vault;
        this.clock = clock;
    }

    HoldView set(Target target, HoldReason reason, Optional<String> reference, String by) {
        UUID id = UUID.randomUUID();
        Instant now = now();
        database.write(session -> session.createNativeQuery(ErasureSql.ACCOUNT_ALONE, Object[].class)
                .setParameter("partner", target.partner().value())
                .setParameter("account", target.account().value())
                .getResultList()
                .chain(() -> session.createNativeQuery(SET)
                        .setParameter("id", id)
                        .setParameter("partner", target.partner().value())
                        .setParameter("account", target.account().value())
                        .setParameter(
                                "order",
                                target instanceof Target.OfOrder one
                                        ? one.order().toString()
                                        : null)
                        .setParameter("patient", target instanceof Target.OfPatient all ? all.patientId() : null)
                        .setParameter("reason", reason.wire())
                        .setParameter(
                                "reference",
                                reference
                                        .map(text -> vault.seal(text, SealedPatients.reference(id.toString())))
                                        .orElse(null))
                        .setParameter("by", by)
                        .setParameter("now", now)
                        .executeUpdate()));
        return find(target.partner(), target.account(), id).orElseThrow();
    }

    /** False if it was lifted before. */
    boolean lift(PartnerId partner, AccountId account, UUID id, String by) {
        Instant now = now();
        return database.write(session -> session.createNativeQuery(LIFT)
                        .setParameter("id", id)
                        .setParameter("partner", partner.value())
                        .setParameter("account", account.value())
                        .setParameter("by", by)
                        .setParameter("now", now)
                        .executeUpdate()
                        .call(() -> session.createNativeQuery(HURRY)
                                .setParameter("partner", partner.value())
                                .setParameter("account", account.value())
                                .executeUpdate()))
                == 1;
    }

    Optional<HoldView> find(PartnerId partner, AccountId account, UUID id) {
        return database.read(session -> of(session, SELECT + " and id = :id", partner, account)
                .setParameter("id", id)
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(this::view)));
    }

    List<HoldView> list(PartnerId partner, AccountId account, int limit) {
        return database.read(session -> {
            Uni<List<Tuple>> rows = of(
                            session, SELECT + " order by set_at desc, id desc limit :limit", partner, account)
                    .setParameter("limit", limit)
                    .getResultList();
            return rows.map(found -> found.stream().map(this::view).toList());
        });
    }

    private static Mutiny.SelectionQuery<Tuple> of(
            Mutiny.Session session, String sql, PartnerId partner, AccountId account) {
        return session.createNativeQuery(sql, Tuple.class)
                .setParameter("partner", partner.value())
                .setParameter("account", account.value());
    }

    private HoldView view(Tuple row) {
        UUID id = row.get("id", UUID.class);
        return new HoldView(
                id,
                row.get("account_id", String.class),
                Optional.ofNullable(row.get("order_id", UUID.class)),
                Optional.ofNullable(row.get("patient_id", String.class)),
                row.get("reason", String.class),
                Optional.ofNullable(row.get("reference", byte[].class))
                        .map(kept -> vault.open(kept, SealedPatients.reference(id.toString()))),
                row.get("set_by", String.class),
                row.get("set_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.get("lifted_by", String.class)),
                Optional.ofNullable(row.get("lifted_at", OffsetDateTime.class)).map(OffsetDateTime::toInstant));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
