package dev.scanrelay.pairing;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.pairing.PairingUnavailable.Reason;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Finds the grants under which calls for an account can be made. */
@Singleton
final class Grants {

    private final Database database;
    private final GrantSeal seal;

    Grants(Database database, GrantSeal seal) {
        this.database = database;
        this.seal = seal;
    }

    /**
     * The account's live grants, the one renewed last first.
     *
     * @throws PairingUnavailable if there is none
     */
    List<Grant> live(PartnerId partner, AccountId account) {
        return database.read(session -> PairingRow.find(session, partner, account)
                .chain(pairing -> live(session, partner, account).map(rows -> opened(pairing, rows))));
    }

    /** The same, and those of a pairing that waits for its warnings to be acknowledged. */
    List<Grant> evenPending(PartnerId partner, AccountId account) {
        return database.read(session -> PairingRow.find(session, partner, account)
                .chain(pairing -> live(session, partner, account)
                        .map(rows -> pairing != null && pairing.waits() && !rows.isEmpty()
                                ? rows.stream()
                                        .map(row -> seal.take(row, pairing))
                                        .toList()
                                : opened(pairing, rows))));
    }

    private List<Grant> opened(@Nullable PairingRow pairing, List<GrantRow> rows) {
        unavailable(pairing, rows.size()).ifPresent(reason -> {
            throw new PairingUnavailable(reason);
        });
        PairingRow present = Objects.requireNonNull(pairing);
        return rows.stream().map(row -> seal.take(row, present)).toList();
    }

    static Optional<Reason> unavailable(@Nullable PairingRow pairing, int liveGrants) {
        if (pairing == null) {
            return Optional.of(Reason.UNKNOWN);
        }
        return switch (pairing.status) {
            case PairingRow.PENDING -> Optional.of(Reason.PENDING);
            case PairingRow.ENDING, PairingRow.ENDED -> Optional.of(Reason.ENDED);
            default -> liveGrants == 0 ? Optional.of(Reason.NEEDS_ATTENTION) : Optional.empty();
        };
    }

    static Uni<List<GrantRow>> live(Mutiny.Session session, PartnerId partner, AccountId account) {
        return session.createSelectionQuery(
                        "from GrantRow where partnerId = :partner and accountId = :account and status = 'live'"
                                + " order by accessExpiresAt desc, id",
                        GrantRow.class)
                .setParameter("partner", partner.value())
                .setParameter("account", account.value())
                .getResultList();
    }
}
