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
 */
record SweptOrder(
        UUID id,
        RxId rxId,
        OrderState state,
        boolean pending,
        Optional<Known> known,
        Optional<String> fetchedFor,
        Optional<Instant> fetchedAt) {

    static SweptOrder of(Row row) {
        return new SweptOrder(
                row.id("id"),
                new RxId(row.text("rx_id")),
                OrderState.of(row.text("state")).orElseThrow(),
                row.flag("pending"),
                row.maybeInstant("seen_at").map(seen -> Known.of(row)),
                row.maybeText("swept_sign"),
                row.maybeInstant("swept_at"));
    }

    /** Whether the vendor shows it as it did when we read it last. */
    boolean isAs(VendorFacts seen) {
        return known.filter(last -> last.sign(seen).equals(Sign.of(seen))).isPresent();
    }

    /** What the vendor said last. */
    record Known(String orderId, String status, Optional<Instant> modifiedAt, Optional<String> offer) {

        static Known of(Row row) {
            return new Known(
                    row.text("vendor_order_id"),
                    row.text("vendor_status"),
                    row.maybeInstant("modified_at"),
                    row.maybeText("offer"));
        }

        /** What was recorded before offers were kept differs in nothing for the lack of one. */
        private Sign sign(VendorFacts seen) {
            return Sign.of(orderId, status, modifiedAt, offer.or(seen::offer));
        }
    }
}
