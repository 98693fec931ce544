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

    private static final String HELD = """
            select p, g from PairingRow p
              left join GrantRow g on g.partnerId = p.partnerId and g.accountId = p.accountId and g.status = 'live'
             where p.partnerId = :partner and p.accountId = :account
             order by g.accessExpiresAt desc, g.id""";

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
        return database.read(session -> held(session, partner, account).map(this::opened));
    }

    /** The same, and those of a pairing that waits for its warnings to be acknowledged. */
    List<Grant> evenPending(PartnerId partner, AccountId account) {
        return database.read(session -> held(session, partner, account)
                .map(held -> held.waits() ? opened(held.grants(), held.present()) : opened(held)));
    }

    private List<Grant> opened(Held held) {
        unavailable(held.pairing(), held.grants().size()).ifPresent(reason -> {
            throw new PairingUnavailable(reason);
        });
        return opened(held.grants(), held.present());
    }

    private List<Grant> opened(List<GrantRow> grants, PairingRow pairing) {
        return grants.stream().map(row -> seal.take(row, pairing)).toList();
    }

    /** In one round trip: every call to Align begins with it. */
    private static Uni<Held> held(Mutiny.Session session, PartnerId partner, AccountId account) {
        return session.createSelectionQuery(HELD, Object[].class)
                .setParameter("partner", partner.value())
                .setParameter("account", account.value())
                .getResultList()
                .map(Held::of);
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

    /** A pairing, if there is one, and its live grants. */
    private record Held(@Nullable PairingRow pairing, List<GrantRow> grants) {

        static Held of(List<Object[]> rows) {
            return new Held(
                    rows.isEmpty() ? null : (PairingRow) rows.getFirst()[0],
                    rows.stream()
                            .map(row -> (GrantRow) row[1])
                            .filter(Objects::nonNull)
                            .toList());
        }

        boolean waits() {
            return pairing != null && pairing.waits() && !grants.isEmpty();
        }

        PairingRow present() {
            return Objects.requireNonNull(pairing);
        }
    }
}
