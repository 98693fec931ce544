package dev.scanrelay.reconcile;

import dev.scanrelay.id.RxId;
import dev.scanrelay.order.ToAsk;
import java.time.Instant;
import java.util.UUID;

/** Where a deep check is, as text: nothing of a patient is in it. */
final class Place {

    private Place() {}

    static String text(ToAsk order) {
        return order.datedAt() + " " + order.id() + " " + order.rxId();
    }

    static ToAsk of(String text) {
        String[] parts = text.split(" ", -1);
        return new ToAsk(UUID.fromString(parts[1]), new RxId(parts[2]), Instant.parse(parts[0]));
    }
}
