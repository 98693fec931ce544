package dev.scanrelay.live;

import dev.scanrelay.itero.IteroArtifact;
import dev.scanrelay.itero.IteroOrder;
import dev.scanrelay.order.LiveOrder;
import dev.scanrelay.order.Patient;
import dev.scanrelay.order.VendorFacts;
import java.time.Instant;
import java.util.Optional;

/** Says in our words what Align says of an order. */
final class Translation {

    private Translation() {}

    static LiveOrder order(IteroOrder order, Instant asOf) {
        VendorFacts facts = new VendorFacts(
                order.orderId(),
                order.status(),
                patient(order.patient()),
                order.doctor().doctorId(),
                order.procedure(),
                order.scannedAt(),
                order.modifiedAt(),
                asOf,
                order.offer());
        return new LiveOrder(
                order.rxId(),
                facts,
                order.artifacts().stream().map(Translation::offered).toList());
    }

    private static Patient patient(IteroOrder.Patient patient) {
        return new Patient(patient.patientId(), patient.firstName(), patient.lastName(), patient.chartNumber());
    }

    private static LiveOrder.Offered offered(IteroArtifact artifact) {
        return new LiveOrder.Offered(
                artifact.type(),
                artifact.contentType(),
                artifact.sizeBytes().isPresent()
                        ? Optional.of(artifact.sizeBytes().getAsLong())
                        : Optional.empty());
    }
}
