package dev.scanrelay.order;

import dev.scanrelay.trace.TraceParent;
import java.util.Optional;
import java.util.UUID;

/**
 * An order that the caller works on under a lease.
 *
 * @param leaseToken of the take-over; what is written needs it to be the current one
 * @param noted what was wanted when the order was taken: this much is done once it is recorded
 * @param trace where the attempt's trace stands; events that it leads to go on from there
 */
public record LeasedOrder(UUID orderId, long leaseToken, long noted, Optional<TraceParent> trace) {

    /** Tells this attempt's end from every other of the order: a token ends once. */
    String occurrence() {
        return "lease/" + leaseToken;
    }
}
