package dev.scanrelay.feed;

import dev.scanrelay.event.AnnouncedEvent;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.security.Caller;
import java.util.Optional;
import java.util.Set;

/**
 * Which events a reader is told.
 *
 * @param accounts empty: all of the partner's
 * @param types empty: all
 */
record FeedScope(PartnerId partner, Optional<Set<AccountId>> accounts, Set<String> types) {

    static FeedScope of(Caller caller, Set<String> types) {
        return new FeedScope(caller.partner(), caller.accounts(), types);
    }

    boolean tells(AnnouncedEvent event) {
        return event.partner().equals(partner)
                && accounts.map(allowed ->
                                event.account().filter(allowed::contains).isPresent())
                        .orElse(true)
                && wants(event);
    }

    boolean wants(AnnouncedEvent event) {
        return types.isEmpty() || types.contains(event.type());
    }
}
