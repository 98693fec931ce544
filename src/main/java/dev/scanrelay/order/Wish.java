package dev.scanrelay.order;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import java.util.Optional;

/**
 * Somebody says that there may be something new of an order.
 *
 * @param cause why, in constant words, for its timeline; left out where the origin says it all
 */
public record Wish(PartnerId partner, AccountId account, RxId rxId, Lane lane, Origin origin, Optional<String> cause) {

    /** The vendor says so. */
    public Wish(PartnerId partner, AccountId account, RxId rxId, Lane lane) {
        this(partner, account, rxId, lane, Origin.NOTIFICATION, Optional.empty());
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
