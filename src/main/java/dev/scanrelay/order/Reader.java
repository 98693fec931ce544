package dev.scanrelay.order;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.security.Caller;
import dev.scanrelay.security.Scopes;
import java.util.Optional;
import java.util.Set;

/**
 * Whose eyes the catalogue is read with. Nothing else exists for them.
 *
 * @param accounts empty: every account of the partner
 * @param seesPatients whether names and chart numbers are shown
 */
record Reader(PartnerId partner, Optional<Set<AccountId>> accounts, boolean seesPatients) {

    static Reader of(Caller caller) {
        return new Reader(caller.partner(), caller.accounts(), caller.scopes().contains(Scopes.PATIENTS_READ));
    }
}
