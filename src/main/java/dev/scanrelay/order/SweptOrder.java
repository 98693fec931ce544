package dev.scanrelay.order;

import dev.scanrelay.id.RxId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What we have of an order that somebody read at the vendor.
 *
 * @param pending whether it is to be fetched anyway
 * @param known what the vendor said of it last, if it ever did
 * @param fetchedFor what a look last saw when it had the order fetched, and {@code fetchedAt} when
 * @param changedAt when it changed last, with us
 */
record SweptOrder(
        UUID id,
        RxId rxId,
        OrderState state,
        boolean pending,
        Optional<VendorFacts> known,
        Optional<String> fetchedFor,
        Optional<Instant> fetchedAt,
        Instant changedAt) {

    static SweptOrder of(Row row, Optional<VendorFacts> known) {
        return new SweptOrder(
                row.id("id"),
                new RxId(row.text("rx_id")),
                OrderState.of(row.text("state")).orElseThrow(),
                row.flag("pending"),
                known,
                row.maybeText("swept_sign"),
                row.maybeInstant("swept_at"),
                row.instant("changed_at"));
    }

    /** Whether the vendor shows it as it did when we read it last. */
    boolean isAs(VendorFacts seen) {
        return known.filter(last -> sign(last, seen).equals(Sign.of(seen))).isPresent();
    }

    /** Whether nothing else changed, either. */
    boolean isWholly(VendorFacts seen) {
        return known.filter(last -> Verdict.changed(last, seen).isEmpty()).isPresent();
    }

    /** What was recorded before offers were kept differs in nothing for the lack of one. */
    private static Sign sign(VendorFacts last, VendorFacts seen) {
        return Sign.of(
                last.orderId(), last.status(), last.modifiedAt(), last.offer().or(seen::offer));
    }
}
