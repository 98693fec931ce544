package dev.scanrelay.order;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.RxId;
import java.time.Instant;
import java.util.Optional;

/**
 * What is asked of the catalogue: newest first, or, with {@code changedSince} or a cursor that goes on from it, changes in their
 * order.
 *
 * @param from inclusive, of when the order was first scanned, or first heard of
 * @param to exclusive
 * @param status the vendor's word
 * @param failure the class of the last failure
 * @param notifiedSince inclusive, of the last notification
 */
record OrderQuery(
        Optional<AccountId> account,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<String> status,
        Optional<OrderState> state,
        Optional<RxId> rxId,
        Optional<String> reference,
        Optional<String> chartNumber,
        Optional<String> failure,
        Optional<Instant> notifiedSince,
        Optional<Instant> changedSince,
        Optional<Cursor> cursor,
        int limit) {

    static final int USUAL_LIMIT = 50;
    static final int LARGEST_LIMIT = 200;

    Cursor.Order order() {
        return cursor.map(Cursor::order).orElse(changedSince.isPresent() ? Cursor.Order.CHANGES : Cursor.Order.NEWEST);
    }

    /** Not the chart number. */
    @Override
    public String toString() {
        return "OrderQuery[redacted]";
    }
}
