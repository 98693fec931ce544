package dev.scanrelay.erase;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.order.ErasedPatients;
import dev.scanrelay.order.OrderState;
import dev.scanrelay.order.VendorFacts;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Keeps out orders of patients whose data was erased: those that were known, or scanned, up to then. Whose an order is shows only once
 * the vendor is asked; the first one that asks has it erased before anything of it is kept.
 */
@ApplicationScoped
public class Bars implements ErasedPatients {

    private final Database database;
    private final OrderRemoval removal;
    private final PatientKey keys;
    private final EraseMetrics metrics;

    Bars(Database database, OrderRemoval removal, PatientKey keys, EraseMetrics metrics) {
        this.database = database;
        this.removal = removal;
        this.keys = keys;
        this.metrics = metrics;
    }

    /**
     * What the vendor said of an order before it is kept.
     *
     * @param patientId the vendor's, if it has one
     */
    public record Seen(
            PartnerId partner, AccountId account, UUID order, Optional<String> patientId, Optional<Instant> scannedAt) {

        @Override
        public String toString() {
            return "Seen[" + order + "]";
        }
    }

    /** Whether it is barred; then it is erased at once, or, held, left as it is. */
    public boolean isBarred(Seen seen) {
        return database.read(session -> barred(session, seen)).isPresent()
                && database.write(session -> barredWith(session, seen));
    }

    /** The same in the transaction that is about to record it, behind every erasure that has begun before. */
    public Uni<Boolean> barredWith(Mutiny.Session session, Seen seen) {
        return session.createNativeQuery(ErasureSql.ACCOUNT_SHARED, Object[].class)
                .setParameter("partner", seen.partner().value())
                .setParameter("account", seen.account().value())
                .getResultList()
                .chain(() -> holdOn(session, seen))
                .chain(() -> barred(session, seen))
                .chain(burial -> burial.map(known -> removal.bar(session, seen, known)
                                .invoke(this::count)
                                .replaceWith(true))
                        .orElseGet(() -> Uni.createFrom().item(false)));
    }

    private static Uni<Integer> holdOn(Mutiny.Session session, Seen seen) {
        return session.createNativeQuery(ErasureSql.HOLD_ON)
                .setParameter("order", seen.order())
                .setParameter("patient", seen.patientId().orElse(null))
                .executeUpdate();
    }

    @Override
    public Uni<Boolean> bar(
            Mutiny.Session session, PartnerId partner, AccountId account, UUID order, VendorFacts facts) {
        return barredWith(
                session, new Seen(partner, account, order, facts.patient().id(), facts.scannedAt()));
    }

    private void count(Removed removed) {
        if (removed != Removed.HELD) {
            metrics.order(OrderState.ERASED);
        }
    }

    private Uni<Optional<Burial>> barred(Mutiny.Session session, Seen seen) {
        if (seen.patientId().isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        List<byte[]> indexes =
                keys.candidates(seen.partner(), seen.account(), seen.patientId().orElseThrow());
        return session.createNativeQuery(ErasureSql.BARRED, Tuple.class)
                .setParameter("order", seen.order())
                .setParameter("partner", seen.partner().value())
                .setParameter("account", seen.account().value())
                .setParameter("indexes", indexes)
                .setParameter("scanned", seen.scannedAt().orElse(null))
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(Bars::burial));
    }

    private static Burial burial(Tuple row) {
        return new Burial(
                row.get("erased_at", OffsetDateTime.class).toInstant(),
                row.get("erased_by", String.class),
                Optional.ofNullable(row.get("erasure", String.class)).map(UUID::fromString),
                Optional.of(row.get("patient_index", byte[].class)),
                false);
    }
}
