package dev.scanrelay.endpoint;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Somebody who wants to hear of events.
 *
 * @param url none: it does not open any more
 * @param accounts whose events; empty: all of the partner's
 * @param types which kinds, by their CloudEvents types; empty: all
 * @param concurrency deliveries at once of each process, at most
 * @param perSecond deliveries begun in a second, at most; none: as many as it takes
 * @param disabledReason {@code by-hand}, {@code gone} (it answered 410), {@code asked} (by a header of its answer) or {@code failing}; none
 *     while it is enabled
 * @param heldFor why nothing is attempted for now though it is enabled: {@code unreadable} or {@code no-room}
 * @param version grows with every change, by a caller or by ourselves
 */
public record Endpoint(
        UUID id,
        PartnerId partner,
        Optional<URI> url,
        Set<AccountId> accounts,
        Set<String> types,
        Optional<String> description,
        Payload payload,
        int concurrency,
        Optional<Integer> perSecond,
        Optional<String> disabledReason,
        Optional<String> heldFor,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    /** Whose events it hears of; none if those of several accounts. */
    public Optional<AccountId> onlyAccount() {
        return onlyOf(accounts);
    }

    public static Optional<AccountId> onlyOf(Set<AccountId> accounts) {
        return accounts.size() == 1 ? accounts.stream().findFirst() : Optional.empty();
    }

    public boolean isEnabled() {
        return disabledReason.isEmpty();
    }

    /** Its URL may hold a secret. */
    @Override
    public String toString() {
        return "Endpoint[" + id + "]";
    }
}
