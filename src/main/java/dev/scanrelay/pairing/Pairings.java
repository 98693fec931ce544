package dev.scanrelay.pairing;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.itero.Access;
import dev.scanrelay.itero.Company;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A clinic's pairing from the first login to the end, and the calls made under it. Everything blocks and belongs on virtual
 * threads. Where Align itself fails, {@link dev.scanrelay.itero.IteroException} comes through.
 */
@Singleton
public final class Pairings {

    private final Database database;
    private final Logins logins;
    private final Choices choices;
    private final Calls calls;
    private final KeyRotation keys;
    private final Endings endings;
    private final Health health;
    private final Contacts contacts;

    Pairings(
            Database database,
            Logins logins,
            Choices choices,
            Calls calls,
            KeyRotation keys,
            Endings endings,
            Health health,
            Contacts contacts) {
        this.database = database;
        this.logins = logins;
        this.choices = choices;
        this.calls = calls;
        this.keys = keys;
        this.endings = endings;
        this.health = health;
        this.contacts = contacts;
    }

    /** Begins a login: a one-time state and a PKCE challenge go to Align with the clinic's user. */
    public Started start(PartnerId partner) {
        return start(partner, Optional.empty());
    }

    /** The same, and afterwards the user is sent on to there: a URL on the installation's list. */
    public Started start(PartnerId partner, Optional<URI> returnUrl) {
        return logins.start(partner, returnUrl);
    }

    /** The user is back from Align with a code. */
    public Authorized authorized(String state, String code) {
        return logins.complete(state, code);
    }

    /** The user is back from Align with an error instead. */
    public Authorized declined(String state) {
        return logins.declined(state);
    }

    /** The accounts that a signed-in user may choose from; empty if the login is unknown, over or another partner's. */
    public Optional<List<Company>> accounts(PartnerId partner, UUID attempt) {
        return choices.accounts(partner, attempt);
    }

    /**
     * Pairs to the account chosen. On an account that is paired already it adds a grant and keeps the callback key.
     *
     * @param begun is told of the account right before anything is done about it
     */
    public Chosen pair(PartnerId partner, UUID attempt, AccountId account, Consumer<AccountId> begun) {
        return choices.pair(
                partner, attempt, account, begun, session -> Uni.createFrom().voidItem());
    }

    /**
     * Makes a call for an account with a token that is good: renewed ahead of its end, and once if Align refuses it all the same,
     * in which case the call is made a second time. No database session is open meanwhile.
     *
     * @throws PairingUnavailable if there is no grant to call with
     * @throws dev.scanrelay.itero.IteroException what the call throws, or what a renewal that was needed ran into
     */
    public <T> T withAccess(PartnerId partner, AccountId account, Function<Access, T> call) {
        return calls.under(partner, account, call);
    }

    /** A page in the order of the accounts, of those that may be seen. */
    Paging.Page<PairingView> list(PartnerId partner, Optional<Set<AccountId>> accounts, Paging<AccountId> wanted) {
        return health.list(partner, accounts, wanted);
    }

    public Optional<PairingView> find(PartnerId partner, AccountId account) {
        return health.of(partner, account);
    }

    /** Whether notifications about the account are the partner's business: it is known, and its pairing has not been ended. */
    public boolean isOpen(PartnerId partner, AccountId account) {
        return database.read(session ->
                PairingRow.find(session, partner, account).map(pairing -> pairing != null && !pairing.ending()));
    }

    /** A notification about the account came in. Costs no write now. */
    public void notified(PartnerId partner, AccountId account) {
        contacts.notified(partner, account);
    }

    /**
     * Gives the pairing a new callback key and tells Align. The old one is good until the new one is seen, and a grace.
     *
     * @return the new generation
     * @throws PairingUnavailable if there is no grant to tell Align with
     */
    public int rotateCallbackKey(PartnerId partner, AccountId account) {
        return keys.rotate(partner, account);
    }

    /** A new callback key for the URL that the partner registers at Align. It is not shown again. */
    public PartnerKey rotateCallbackKey(PartnerId partner) {
        return keys.rotate(partner);
    }

    /** Un-pairs and revokes. The callback key is refused at once, also when Align can't be told yet. */
    public Disconnected disconnect(PartnerId partner, AccountId account) {
        return endings.end(partner, account);
    }
}
