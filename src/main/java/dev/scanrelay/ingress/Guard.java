package dev.scanrelay.ingress;

import java.util.Optional;

/** A condition on a delivery besides its callback key. */
@FunctionalInterface
interface Guard {

    /** Why the delivery is refused; empty where it may pass. */
    Optional<Refusal> refuse(Delivery delivery);

    static Optional<Refusal> unless(boolean fulfilled, Refusal refusal) {
        return fulfilled ? Optional.empty() : Optional.of(refusal);
    }
}
