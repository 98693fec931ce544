package dev.scanrelay.order;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** What an order at the vendor is, beside what we have of it. */
enum Finding {
    /** We never heard of it. */
    UNKNOWN("not notified"),
    /** It is another than we have, or it is there although we gave it up. */
    CHANGED("changed at the vendor"),
    /** The vendor shows nothing by which a change could be told; only a download can. */
    UNTELLABLE("the vendor shows no change"),
    /** As we have it. */
    SAME(""),
    /** It is to be fetched anyway. */
    UNDER_WAY(""),
    /** It was fetched because of a look not long ago, or because of the very same one. */
    RESTING(""),
    /** Unknown, and from before the time that counts. */
    OLDER(""),
    /** Nothing of it is kept, and nothing may come back. */
    BARRED("");

    private final String cause;

    Finding(String cause) {
        this.cause = cause;
    }

    /** In constant words; empty if there is nothing to do. */
    Optional<String> cause() {
        return Optional.of(cause).filter(words -> !words.isEmpty());
    }

    static Finding of(VendorFacts seen, Optional<SweptOrder> known, Look look, Instant now) {
        return known.map(order -> beside(order, seen, look, now)).orElseGet(() -> unknown(seen, look));
    }

    private static Finding unknown(VendorFacts seen, Look look) {
        Optional<Instant> latest = Stream.of(seen.modifiedAt(), seen.scannedAt())
                .flatMap(Optional::stream)
                .max(Instant::compareTo);
        return latest.filter(time -> time.isBefore(look.since())).isPresent() ? OLDER : UNKNOWN;
    }

    private static Finding beside(SweptOrder order, VendorFacts seen, Look look, Instant now) {
        return switch (order.state()) {
            case WAITING -> order.pending() ? UNDER_WAY : UNKNOWN;
            case REQUESTED -> UNKNOWN;
            case PARKED, WITHDRAWN -> givenUp(order, seen);
            case ERASED -> BARRED;
            case EXPIRED -> isNewerThan(order.changedAt(), seen) ? CHANGED : BARRED;
            case READY -> order.pending() ? UNDER_WAY : ready(order, seen, look, now);
        };
    }

    /** One more chance for each state that the vendor shows, or giving up would have no end. */
    private static Finding givenUp(SweptOrder order, VendorFacts seen) {
        if (order.fetchedFor().filter(Sign.of(seen).value()::equals).isPresent()) {
            return RESTING;
        }
        return order.isAs(seen) ? SAME : CHANGED;
    }

    private static boolean isNewerThan(Instant time, VendorFacts seen) {
        return Stream.of(seen.modifiedAt(), seen.scannedAt())
                .flatMap(Optional::stream)
                .anyMatch(time::isBefore);
    }

    private static Finding ready(SweptOrder order, VendorFacts seen, Look look, Instant now) {
        if (!order.isAs(seen)) {
            return fetchedWithin(look.rest(), order, now) ? RESTING : CHANGED;
        }
        if (!Sign.of(seen).blind()) {
            return SAME;
        }
        return now.isBefore(order.changedAt().plus(blindWait(order, look))) ? RESTING : UNTELLABLE;
    }

    private static boolean fetchedWithin(Duration rest, SweptOrder order, Instant now) {
        return order.fetchedAt().filter(time -> time.plus(rest).isAfter(now)).isPresent();
    }

    /** With decay: the time since its last change doubles from one download to the next. */
    private static Duration blindWait(SweptOrder order, Look look) {
        Duration doubled = order.fetchedAt()
                .map(time -> Duration.between(order.changedAt(), time).multipliedBy(2))
                .orElse(Duration.ZERO);
        return doubled.compareTo(look.blindFirst()) > 0 ? doubled : look.blindFirst();
    }
}
