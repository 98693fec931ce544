package dev.scanrelay.pairing;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An invitation to a clinic, without its token.
 *
 * @param label the partner's own words for people, such as the clinic's name
 * @param account the only account that may be chosen, where one is named
 * @param returnUrl a link back to the partner's software, on the installation's list
 * @param spentFor the account that was paired with it
 */
public record Invitation(
        UUID id,
        PartnerId partner,
        String label,
        Optional<AccountId> account,
        Optional<URI> returnUrl,
        Instant createdAt,
        Instant expiresAt,
        Status status,
        Optional<AccountId> spentFor) {

    /** What it is good for. */
    public enum Status {
        OPEN,
        SPENT,
        WITHDRAWN,
        EXPIRED;
    }

    static Invitation of(InvitationRow row, Instant now) {
        return new Invitation(
                row.id,
                new PartnerId(row.partnerId),
                row.label,
                Optional.ofNullable(row.accountId).map(AccountId::new),
                Optional.ofNullable(row.returnUrl).map(URI::create),
                row.createdAt,
                row.expiresAt,
                status(row, now),
                Optional.ofNullable(row.spentFor).map(AccountId::new));
    }

    private static Status status(InvitationRow row, Instant now) {
        if (row.spentAt != null) {
            return Status.SPENT;
        }
        if (row.withdrawnAt != null) {
            return Status.WITHDRAWN;
        }
        return now.isBefore(row.expiresAt) ? Status.OPEN : Status.EXPIRED;
    }

    /** Whether the account may be chosen with it. */
    public boolean admits(AccountId chosen) {
        return account.map(chosen::equals).orElse(true);
    }
}
