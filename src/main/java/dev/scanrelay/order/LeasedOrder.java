package dev.scanrelay.order;

import java.util.UUID;

/**
 * An order that the caller works on under a lease.
 *
 * @param leaseToken of the take-over; what is written needs it to be the current one
 * @param noted what was wanted when the order was taken: this much is done once it is recorded
 */
public record LeasedOrder(UUID orderId, long leaseToken, long noted) {

    /** Tells this attempt's end from every other of the order: a token ends once. */
    String occurrence() {
        return "lease/" + leaseToken;
    }
}
