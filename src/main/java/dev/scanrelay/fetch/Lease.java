package dev.scanrelay.fetch;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import dev.scanrelay.order.LeasedOrder;
import java.time.Duration;
import java.util.UUID;

/**
 * The right to work on one order, as long as nobody has taken it over.
 *
 * @param token grows on every take-over; what is written at the end needs it to be the current one
 * @param noted what was wanted when the order was taken; this much is done when the attempt succeeds
 * @param failures steps of the ladder used since the last success
 * @param wantedFor how long it had been wanted when it was taken
 * @param overdue whether it waits for a file for so long that it may be announced without it
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
        boolean overdue) {

    LeasedOrder asLeased() {
        return new LeasedOrder(orderId, token, noted);
    }
}
