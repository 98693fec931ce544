package dev.scanrelay.order;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import dev.scanrelay.trace.TraceParent;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody says that there may be something new of an order.
 *
 * @param cause why, in constant words, for its timeline; left out where the origin says it all
 * @param trace where the trace of who says so stands
 * @param received when the vendor said so
 */
public record Wish(
        PartnerId partner,
        AccountId account,
        RxId rxId,
        Lane lane,
        Origin origin,
        Optional<String> cause,
        Optional<TraceParent> trace,
        Optional<Instant> received) {

    /** The vendor says so, now. */
    public Wish(PartnerId partner, AccountId account, RxId rxId, Lane lane) {
        this(partner, account, rxId, lane, Origin.NOTIFICATION, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The vendor said so, in a trace. */
    public Wish(
            PartnerId partner, AccountId account, RxId rxId, Lane lane, Optional<TraceParent> trace, Instant received) {
        this(partner, account, rxId, lane, Origin.NOTIFICATION, Optional.empty(), trace, Optional.of(received));
    }

    /** We found it out, or were asked to look. */
    public Wish(PartnerId partner, AccountId account, RxId rxId, Lane lane, Origin origin, Optional<String> cause) {
        this(partner, account, rxId, lane, origin, cause, Optional.empty(), Optional.empty());
    }

    /** The order that is meant. */
    Key key() {
        return new Key(partner.value(), account.value(), rxId.value());
    }

    record Key(String partner, String account, String rxId) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            return toString().compareTo(other.toString());
        }
    }
}
