package dev.scanrelay.reconcile;

import dev.scanrelay.id.RxId;
import dev.scanrelay.order.ToAsk;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a deep check is, as text: nothing of a patient is in it. */
final class Place {

    private static final Pattern PARTS = Pattern.compile("(\\S+) (\\S+) (\\S+)");

    private Place() {}

    static String text(ToAsk order) {
        return order.datedAt() + " " + order.id() + " " + order.rxId();
    }

    static ToAsk of(String text) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a place is a time and two ids");
        }
        return new ToAsk(UUID.fromString(parts.group(2)), new RxId(parts.group(3)), Instant.parse(parts.group(1)));
    }
}
