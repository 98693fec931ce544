package dev.scanrelay.order;

import dev.scanrelay.order.PatientSeal.Sealed;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny;

/** Brings an order's row up to what an attempt found: as much as it noted is done, the ladder starts anew, the lease is released. */
@ApplicationScoped
class FactsUpdate {

    private static final String UPDATE = """
            update scan_order
               set done = greatest(done, :noted), state = case when :revision > 0 then 'ready' else 'waiting' end,
                   failures = 0, failure = null, failed_at = null, absent_since = null,
                   lease_owner = null, lease_until = null, latest_revision = :revision,
                   vendor_order_id = :vendorOrderId, vendor_status = :status,
                   doctor_id = cast(:doctorId as text), procedure_name = cast(:procedure as text),
                   scanned_at = cast(:scannedAt as timestamptz), modified_at = cast(:modifiedAt as timestamptz),
                   patient_id = cast(:patientId as text),
                   patient_first_name = cast(:firstName as bytea), patient_last_name = cast(:lastName as bytea),
                   chart_number = cast(:chartNumber as bytea), chart_number_index = cast(:chartIndex as bytea),
                   seen_at = :asOf, offer = cast(:offer as text), patient_differs = cast(:differs as text), dated_at = least(dated_at, cast(:scannedAt as timestamptz)),
                   changed_at = case when :changed then now() else changed_at end
             where id = :id""";

    private final PatientSeal seal;

    FactsUpdate(PatientSeal seal) {
        this.seal = seal;
    }

    /** @param changed whether a reader of changes shall see the order again */
    Uni<Void> apply(
            Mutiny.Session session,
            LeasedOrder leased,
            CurrentOrder order,
            VendorFacts facts,
            int revision,
            boolean changed) {
        Sealed patient = seal.seal(order.id(), order.partner(), facts.patient());
        return session.createNativeQuery(UPDATE)
                .setParameter("id", order.id())
                .setParameter("noted", leased.noted())
                .setParameter("revision", revision)
                .setParameter("vendorOrderId", facts.orderId())
                .setParameter("status", facts.status())
                .setParameter("doctorId", facts.doctorId().orElse(null))
                .setParameter("procedure", facts.procedure().orElse(null))
                .setParameter("scannedAt", facts.scannedAt().orElse(null))
                .setParameter("modifiedAt", facts.modifiedAt().orElse(null))
                .setParameter("patientId", facts.patient().id().orElse(null))
                .setParameter("firstName", patient.firstName().orElse(null))
                .setParameter("lastName", patient.lastName().orElse(null))
                .setParameter("chartNumber", patient.chartNumber().orElse(null))
                .setParameter("chartIndex", patient.chartNumberIndex().orElse(null))
                .setParameter(
                        "differs", order.patientDiffers().map(FieldNames::join).orElse(null))
                .setParameter("asOf", facts.asOf())
                .setParameter("offer", facts.offer().orElse(null))
                .setParameter("changed", changed)
                .executeUpdate()
                .replaceWithVoid();
    }
}
