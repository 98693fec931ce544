package dev.scanrelay.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.scanrelay.id.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An order as the vendor has it now, beside what we know of it. */
@Schema(description = "An order as the vendor has it now, beside what we know of it.")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record LiveOrderView(
        @Schema(description = "Our id of it, if we know it. Otherwise have it imported.")
        Optional<UUID> id,

        @Schema(description = "Where it is with us, if we know it.", examples = "ready")
        Optional<OrderState> state,

        @Schema(description = "The number of our latest revision; 0: nothing is stored yet.", examples = "1")
        Optional<Integer> latestRevision,

        @Schema(examples = "104233") String account,

        @Schema(description = "The prescription's id at the vendor.")
        String rxId,

        @Schema(description = "The vendor's order id.", examples = "123456789")
        String vendorOrderId,

        @Schema(description = "The vendor's word for the order's state, untouched.", examples = "Completed")
        String status,

        PatientView patient,
        Optional<String> doctorId,
        Optional<String> procedure,
        Optional<Instant> scannedAt,

        @Schema(description = "The last change, by the vendor's clock.")
        Optional<Instant> modifiedAt,

        @Schema(description = "What can be downloaded from the vendor now.")
        List<LiveOrder.Offered> files) {

    static LiveOrderView of(AccountId account, LiveOrder order, Optional<KnownOrder> known, boolean seesPatients) {
        VendorFacts facts = order.facts();
        return new LiveOrderView(
                known.map(KnownOrder::id),
                known.map(KnownOrder::state),
                known.map(KnownOrder::latestRevision),
                account.value(),
                order.rxId().value(),
                facts.orderId(),
                facts.status(),
                seesPatients
                        ? PatientView.full(facts.patient())
                        : PatientView.idOnly(facts.patient().id()),
                facts.doctorId(),
                facts.procedure(),
                facts.scannedAt(),
                facts.modifiedAt(),
                order.files());
    }

    @Override
    public String toString() {
        return "LiveOrderView[" + rxId + "]";
    }
}
