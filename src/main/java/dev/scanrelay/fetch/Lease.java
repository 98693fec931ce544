package dev.scanrelay.fetch;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import dev.scanrelay.order.LeasedOrder;
import dev.scanrelay.trace.TraceParent;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * The right to work on one order, as long as nobody has taken it over.
 *
 * @param token grows on every take-over; what is written at the end needs it to be the current one
 * @param noted what was wanted when the order was taken; this much is done when the attempt succeeds
 * @param failures steps of the ladder used since the last success
 * @param wantedFor how long it had been wanted when it was taken
 * @param overdue whether it waits for a file for so long that it may be announced without it
 * @param awaited the notification that waits for it, if it is not we alone who look
 * @param trace where the trace of what it was wanted by stands
 */
record Lease(
        UUID orderId,
        PartnerId partner,
        AccountId account,
        RxId rxId,
        String owner,
        long token,
        long noted,
        int failures,
        Duration wantedFor,
        boolean overdue,
        Optional<Awaited> awaited,
        Optional<TraceParent> trace) {

    LeasedOrder asLeased() {
        return new LeasedOrder(orderId, token, noted, trace);
    }

    /** The same lease, whose attempt has a span of its own. */
    Lease at(Optional<TraceParent> attempt) {
        return new Lease(
                orderId,
                partner,
                account,
                rxId,
                owner,
                token,
                noted,
                failures,
                wantedFor,
                overdue,
                awaited,
                attempt.or(() -> trace));
    }
}
