package dev.scanrelay.order;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import dev.scanrelay.order.CurrentOrder.LatestRevision;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Reads and locks an order for whoever holds its lease. */
@ApplicationScoped
class CurrentOrders {

    private static final String SELECT = """
            select o.id, o.partner_id, o.account_id, o.rx_id, o.origin, o.reference, o.scan_request_id, o.patient_differs,
                   o.failures, o.failure, o.wanted_by,
                   o.wanted > :noted as wanted_since,
                   o.vendor_order_id, o.vendor_status, o.doctor_id, o.procedure_name, o.scanned_at, o.modified_at,
                   o.patient_id, o.patient_first_name, o.patient_last_name, o.chart_number, o.seen_at, o.offer,
                   r.number, r.fingerprint, r.rule_version, r.complete
              from scan_order o left join revision r on r.order_id = o.id and r.number = o.latest_revision
             where o.id = :id""";

    private static final String LOCK = " for update of o";
    private static final String LOCK_QUIET =
            " and o.state = 'ready' and o.done >= o.wanted and o.lease_owner is null" + LOCK;
    private static final String LEASED = " and o.lease_token = :token and o.lease_owner is not null";
    private static final String LOCK_LEASED = LEASED + LOCK;

    private final PatientSeal seal;

    CurrentOrders(PatientSeal seal) {
        this.seal = seal;
    }

    /** Empty if the lease is not the current one. */
    Uni<Optional<CurrentOrder>> lock(Mutiny.Session session, LeasedOrder leased) {
        return leased(session, SELECT + LOCK_LEASED, leased);
    }

    /** As it is now, not locked. Empty if the lease is not the current one. */
    Uni<Optional<CurrentOrder>> look(Mutiny.Session session, LeasedOrder leased) {
        return leased(session, SELECT + LEASED, leased);
    }

    private Uni<Optional<CurrentOrder>> leased(Mutiny.Session session, String sql, LeasedOrder leased) {
        return session.createNativeQuery(sql, Tuple.class)
                .setParameter("id", leased.orderId())
                .setParameter("token", leased.leaseToken())
                .setParameter("noted", leased.noted())
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(Row::new).map(this::order));
    }

    /** Empty if somebody fetches it, or is going to. */
    Uni<Optional<CurrentOrder>> lockQuiet(Mutiny.Session session, UUID order) {
        return session.createNativeQuery(SELECT + LOCK_QUIET, Tuple.class)
                .setParameter("id", order)
                .setParameter("noted", 0L)
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(Row::new).map(this::order));
    }

    /** Whoever leases it; it has to be there. */
    Uni<CurrentOrder> lock(Mutiny.Session session, UUID order) {
        return session.createNativeQuery(SELECT + LOCK, Tuple.class)
                .setParameter("id", order)
                .setParameter("noted", 0L)
                .getSingleResult()
                .map(Row::new)
                .map(this::order);
    }

    private CurrentOrder order(Row row) {
        return new CurrentOrder(
                row.id("id"),
                new PartnerId(row.text("partner_id")),
                new AccountId(row.text("account_id")),
                new RxId(row.text("rx_id")),
                row.text("origin"),
                row.maybeText("reference"),
                row.maybeId("scan_request_id"),
                row.maybeText("patient_differs").map(FieldNames::split),
                row.maybeText("wanted_by").map(Origin::of).orElse(Origin.NOTIFICATION),
                row.integer("failures"),
                row.maybeText("failure").isPresent(),
                row.flag("wanted_since"),
                known(row),
                row.maybeInteger("number").map(number -> latest(row)));
    }

    /** What the vendor said last of an order's row; empty if it was never asked. */
    Optional<VendorFacts> known(Row row) {
        return row.maybeInstant("seen_at").map(seen -> facts(row));
    }

    private VendorFacts facts(Row row) {
        return new VendorFacts(
                row.text("vendor_order_id"),
                row.text("vendor_status"),
                seal.open(row),
                row.maybeText("doctor_id"),
                row.maybeText("procedure_name"),
                row.maybeInstant("scanned_at"),
                row.maybeInstant("modified_at"),
                row.instant("seen_at"),
                row.maybeText("offer"));
    }

    private static LatestRevision latest(Row row) {
        return new LatestRevision(
                row.integer("number"), row.text("fingerprint"), row.integer("rule_version"), row.flag("complete"));
    }
}
