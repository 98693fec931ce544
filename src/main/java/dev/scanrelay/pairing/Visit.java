package dev.scanrelay.pairing;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.secret.Secret;
import java.util.Optional;
import java.util.UUID;

/**
 * A clinic's user on the way through an invitation, in one browser.
 *
 * @param token the invitation's, to begin anew with
 * @param account once it is paired
 */
public record Visit(UUID id, Invitation invitation, Secret token, UUID attempt, Optional<AccountId> account) {

    public PartnerId partner() {
        return invitation.partner();
    }
}
