package dev.scanrelay.order;

import dev.scanrelay.event.OrderFacts;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An order as it stands, locked.
 *
 * @param scanRequest that pushed it, while it is kept
 * @param patientDiffers the fields in which the vendor's patient differs from the one pushed, if they were compared
 * @param wantedBy who wanted what is wanted now
 * @param known what the vendor said last; empty if it was never asked
 * @param latest the latest revision, if there is one
 * @param failed whether the last attempt failed
 */
record CurrentOrder(
        UUID id,
        PartnerId partner,
        AccountId account,
        RxId rxId,
        String origin,
        Optional<String> reference,
        Optional<UUID> scanRequest,
        Optional<List<String>> patientDiffers,
        Origin wantedBy,
        int failures,
        boolean failed,
        boolean wantedSince,
        Optional<VendorFacts> known,
        Optional<LatestRevision> latest) {

    int latestNumber() {
        return latest.map(LatestRevision::number).orElse(0);
    }

    /** The same after another comparison. */
    CurrentOrder differing(Optional<List<String>> differs) {
        return new CurrentOrder(
                id,
                partner,
                account,
                rxId,
                origin,
                reference,
                scanRequest,
                differs,
                wantedBy,
                failures,
                failed,
                wantedSince,
                known,
                latest);
    }

    /** What events say of it, as far as the vendor has said anything. */
    OrderFacts facts() {
        return facts(known);
    }

    OrderFacts factsBy(VendorFacts now) {
        return facts(Optional.of(now));
    }

    private OrderFacts facts(Optional<VendorFacts> vendor) {
        return new OrderFacts(
                partner,
                account,
                id,
                rxId,
                vendor.map(VendorFacts::orderId),
                vendor.flatMap(facts -> facts.patient().id()),
                vendor.map(VendorFacts::status),
                reference,
                origin,
                patientDiffers.orElse(List.of()));
    }

    /** What new files are compared with. */
    record LatestRevision(int number, String fingerprint, int ruleVersion, boolean complete) {}
}
