package dev.scanrelay.live;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.pairing.PairingView;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.problem.Problems;
import jakarta.inject.Singleton;
import java.util.Set;

/** Whether an account can have anything fetched: now, or once its user signed in again. */
@Singleton
final class FetchableAccounts {

    private static final Set<String> OVER = Set.of("ending", "ended");

    private final Pairings pairings;

    FetchableAccounts(Pairings pairings) {
        this.pairings = pairings;
    }

    void require(PartnerId partner, AccountId account) {
        PairingView pairing = pairings.find(partner, account).orElseThrow(() -> Problems.notFound("pairing"));
        if (OVER.contains(pairing.status())) {
            throw Problems.conflict("not-paired", "The account is not paired.");
        }
    }
}
