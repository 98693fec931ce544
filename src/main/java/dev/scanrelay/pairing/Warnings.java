package dev.scanrelay.pairing;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.itero.Itero;
import dev.scanrelay.itero.IteroException;
import dev.scanrelay.itero.PairingWarnings;
import dev.scanrelay.pairing.PairingUnavailable.Reason;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What Align says of an account's patients before its integration starts. A new pairing waits until somebody has taken notice, there
 * is nothing to take notice of, or Align does not look. Who the patients are is never kept.
 */
@Singleton
final class Warnings {

    private static final Logger LOG = Logger.getLogger(Warnings.class);
    private static final int MOST_PER_PASS = 20;

    private final Database database;
    private final Itero itero;
    private final Calls calls;
    private final PairingEvents events;
    private final Clock clock;

    Warnings(Database database, Itero itero, Calls calls, PairingEvents events, Clock clock) {
        this.database = database;
        this.itero = itero;
        this.calls = calls;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Asks Align and notes the answer. Nothing to take notice of: the pairing waits no more.
     *
     * @return empty where Align does not look
     */
    Optional<PairingWarnings> look(PartnerId partner, AccountId account) {
        Optional<PairingWarnings> found = ask(partner, account);
        database.write(session -> note(session, partner, account, found));
        return found;
    }

    private Optional<PairingWarnings> ask(PartnerId partner, AccountId account) {
        try {
            return Optional.of(calls.evenPending(partner, account, access -> itero.pairingWarnings(access, account)));
        } catch (IteroException refused) {
            return switch (refused.kind()) {
                // Off for this account, or unknown to this Align: asking again would not help.
                case REFUSED, NOT_FOUND, PERMANENT -> Optional.empty();
                case TRANSIENT, RATE_LIMITED, UNAUTHORISED -> throw refused;
            };
        }
    }

    /** The same right after pairing, or later where that failed: trouble at Align now is none of the pairing's. */
    void lookIfPossible(PartnerId partner, AccountId account) {
        try {
            look(partner, account);
        } catch (IteroException | PairingUnavailable notNow) {
            LOG.warnf("Warnings could not be asked for and will be partner=%s account=%s", partner, account);
        }
    }

    /** Asks for those that could not be asked for when their account was paired. */
    void catchUp() {
        database.read(session -> session.createNativeQuery("""
                                select p.partner_id, p.account_id from pairing p
                                left join pairing_warnings w on w.partner_id = p.partner_id and w.account_id = p.account_id
                                where p.status = 'pending' and p.paired_at is not null and w.partner_id is null
                                order by p.paired_at limit :most""", Object[].class)
                        .setParameter("most", MOST_PER_PASS)
                        .getResultList())
                .forEach(row -> lookIfPossible(new PartnerId((String) row[0]), new AccountId((String) row[1])));
    }

    /**
     * Somebody has taken notice.
     *
     * @param by the API key, or {@code visit} for the clinic's user
     * @throws PairingUnavailable if the account is not paired
     */
    void acknowledge(PartnerId partner, AccountId account, String by) {
        if (database.read(session -> find(session, partner, account)) == null) {
            look(partner, account);
        }
        switch (acknowledgeKnown(partner, account, by)) {
            case NOT_FOUND, NOT_PAIRED -> throw new PairingUnavailable(Reason.ENDED);
            case ACKNOWLEDGED, NOT_CHECKED_YET -> {}
        }
    }

    /** The same of what Align has told already: it is not asked, so that many can be done in one call. */
    Acknowledgement acknowledgeKnown(PartnerId partner, AccountId account, String by) {
        return database.write(session ->
                PairingRow.lock(session, partner, account).chain(pairing -> acknowledge(session, pairing, by)));
    }

    private Uni<Acknowledgement> acknowledge(Mutiny.Session session, @Nullable PairingRow pairing, String by) {
        if (pairing == null) {
            return Uni.createFrom().item(Acknowledgement.NOT_FOUND);
        }
        if (pairing.pairedAt == null || pairing.ending()) {
            return Uni.createFrom().item(Acknowledgement.NOT_PAIRED);
        }
        return find(session, pairing.partner(), pairing.account())
                .chain(row -> row == null
                        ? Uni.createFrom().item(Acknowledgement.NOT_CHECKED_YET)
                        : settle(session, pairing, row, by).replaceWith(Acknowledgement.ACKNOWLEDGED));
    }

    Warned state(PartnerId partner, AccountId account) {
        WarningsRow row = database.read(session -> find(session, partner, account));
        if (row == null) {
            return new Warned.NotYet();
        }
        return switch (row.result) {
            case WarningsRow.NONE -> new Warned.Clear();
            case WarningsRow.NOT_CHECKED -> new Warned.NotChecked();
            default -> row.settledAt == null ? new Warned.Waiting(row.shared, row.missing) : new Warned.Acknowledged();
        };
    }

    /** Whether a pairing that is made now is open at once: it is in use, or was settled before it needed a user or ended. */
    Uni<Boolean> settled(Mutiny.Session session, PairingRow pairing) {
        if (pairing.status.equals(PairingRow.ACTIVE)) {
            return Uni.createFrom().item(true);
        }
        return find(session, pairing.partner(), pairing.account()).map(row -> row != null && row.settledAt != null);
    }

    private Uni<Void> note(
            Mutiny.Session session, PartnerId partner, AccountId account, Optional<PairingWarnings> found) {
        return PairingRow.lock(session, partner, account).chain(pairing -> {
            if (pairing == null || pairing.pairedAt == null) {
                return Uni.createFrom().voidItem();
            }
            return rowOf(session, pairing).chain(row -> {
                describe(row, found);
                boolean nothing = found.map(PairingWarnings::none).orElse(true);
                return nothing
                        ? settle(session, pairing, row, null)
                        : Uni.createFrom().voidItem();
            });
        });
    }

    private void describe(WarningsRow row, Optional<PairingWarnings> found) {
        row.result = found.map(warnings -> warnings.none() ? WarningsRow.NONE : WarningsRow.FOUND)
                .orElse(WarningsRow.NOT_CHECKED);
        row.shared = found.map(warnings -> warnings.sharedCharts().size()).orElse(0);
        row.missing = found.map(warnings -> warnings.withoutChart().size()).orElse(0);
        row.checkedAt = clock.instant();
    }

    private Uni<Void> settle(Mutiny.Session session, PairingRow pairing, WarningsRow row, @Nullable String by) {
        if (row.settledAt == null) {
            row.settledAt = clock.instant();
            row.settledBy = by;
        }
        if (!pairing.waits()) {
            return Uni.createFrom().voidItem();
        }
        pairing.become(PairingRow.ACTIVE, clock.instant());
        return events.connected(session, pairing, false);
    }

    private static Uni<WarningsRow> rowOf(Mutiny.Session session, PairingRow pairing) {
        return find(session, pairing.partner(), pairing.account()).chain(found -> {
            if (found != null) {
                return Uni.createFrom().item(found);
            }
            WarningsRow row = new WarningsRow();
            row.partnerId = pairing.partnerId;
            row.accountId = pairing.accountId;
            return session.persist(row).replaceWith(row);
        });
    }

    private static Uni<@Nullable WarningsRow> find(Mutiny.Session session, PartnerId partner, AccountId account) {
        return session.find(WarningsRow.class, new PairingRow.Key(partner.value(), account.value()));
    }
}
