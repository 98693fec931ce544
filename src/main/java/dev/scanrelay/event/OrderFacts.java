package dev.scanrelay.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What every event about an order says of it.
 *
 * @param orderId our id of the order
 * @param vendorOrderId the vendor's, once known
 * @param patientId the vendor's id of the patient: the only thing said of a person
 * @param status the vendor's word for the order's state, passed on untouched
 * @param reference the practice software's own opaque reference
 * @param origin {@code pushed} by us as a scan request, or {@code unsolicited}
 * @param patientDiffers names of the fields in which the vendor's patient differs from the one pushed; never their values
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record OrderFacts(
        PartnerId partner,
        AccountId account,
        UUID orderId,
        RxId rxId,
        Optional<String> vendorOrderId,
        Optional<String> patientId,
        Optional<String> status,
        Optional<String> reference,
        String origin,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> patientDiffers) {

    public OrderFacts {
        patientDiffers = patientDiffers.stream().sorted().toList();
    }

    /** Of an order of which nothing but its ids is known any more. */
    public static OrderFacts idsOnly(PartnerId partner, AccountId account, UUID orderId, RxId rxId, String origin) {
        return new OrderFacts(
                partner,
                account,
                orderId,
                rxId,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                origin,
                List.of());
    }
}
