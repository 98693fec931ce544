package dev.scanrelay.pairing;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.itero.IteroException;
import dev.scanrelay.pairing.Logins.Login;
import dev.scanrelay.secret.Secret;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Leads a clinic's user through an invitation, step by step, always in the browser that began. What the browser shows is worth
 * as much as the login it began: only its hash is kept. Everything blocks and belongs on virtual threads.
 */
@Singleton
public final class Visits {

    private static final Logger LOG = Logger.getLogger(Visits.class);

    /** From the pairing to the acknowledgement of its warnings: time to read, and to ask somebody. */
    private static final Duration AFTERWARDS = Duration.ofHours(1);

    /** A visit outlives its login, or nobody could be told that the login took too long. */
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final Database database;
    private final Invitations invitations;
    private final Logins logins;
    private final Choices choices;
    private final Pairings pairings;
    private final Warnings warnings;
    private final Duration lifetime;
    private final Clock clock;

    Visits(
            Database database,
            Invitations invitations,
            Logins logins,
            Choices choices,
            Pairings pairings,
            Warnings warnings,
            PairingSettings settings,
            Clock clock) {
        this.database = database;
        this.invitations = invitations;
        this.logins = logins;
        this.choices = choices;
        this.pairings = pairings;
        this.warnings = warnings;
        this.lifetime = settings.attemptLifetime();
        this.clock = clock;
    }

    /** What the token in a link is. */
    public Entrance enter(String token) {
        return invitations.enter(token);
    }

    /** The practice software, as people know it. */
    public String partnerName(Visit visit) {
        return invitations.known(visit.invitation()).partnerName();
    }

    /** Begins a login for an open invitation. Once for each try: an invitation is spent by a pairing, not by a login. */
    public Begun begin(Invitation invitation) {
        Started started = logins.start(invitation.partner(), Optional.empty());
        Secret browser = OneTime.value();
        VisitRow row = new VisitRow();
        row.id = UUID.randomUUID();
        row.browserHash = OneTime.hash(browser.reveal());
        row.partnerId = invitation.partner().value();
        row.invitationId = invitation.id();
        row.attemptId = started.attempt();
        row.expiresAt = clock.instant().plus(lifetime).plus(REMEMBERED);
        database.write(session -> session.persist(row));
        return new Begun(started.authorizeUri(), browser);
    }

    /** The visit of this browser, if it has one. */
    public Optional<Visit> of(String browser) {
        return Optional.ofNullable(database.read(session -> session.createSelectionQuery(
                                "from VisitRow where browserHash = :hash and expiresAt > :now", VisitRow.class)
                        .setParameter("hash", OneTime.hash(browser))
                        .setParameter("now", clock.instant())
                        .getSingleResultOrNull()))
                .flatMap(this::opened);
    }

    private Optional<Visit> opened(VisitRow row) {
        return invitations
                .find(new PartnerId(row.partnerId), row.invitationId)
                .map(invitation -> new Visit(
                        row.id,
                        invitation,
                        invitations.token(invitation),
                        row.attemptId,
                        Optional.ofNullable(row.accountId).map(AccountId::new)));
    }

    /**
     * The user is back from Align. A login that began on our pages goes on only in its own browser: in another one its state and
     * code are left untouched.
     *
     * @param code empty if Align sent an error instead
     */
    public Arrival arrive(String state, Optional<String> code, Optional<String> browser) {
        Optional<Login> login = logins.of(state);
        Optional<Visit> mine = browser.flatMap(this::of);
        if (login.isEmpty()) {
            return new Arrival.Refused(unknown(mine), mine, Optional.empty());
        }
        if (!begunHere(login.get(), browser)) {
            return new Arrival.Stranger();
        }
        Optional<Visit> visit =
                mine.filter(found -> found.attempt().equals(login.get().attempt()));
        return arrived(login.get(), state, code, visit);
    }

    private Arrival arrived(Login login, String state, Optional<String> code, Optional<Visit> visit) {
        Arrival.Guest guest = new Arrival.Guest(login.partner(), login.attempt(), login.returnUrl());
        return refusal(state, code)
                .<Arrival>map(reason ->
                        new Arrival.Refused(reason, visit, visit.isPresent() ? Optional.empty() : Optional.of(guest)))
                .orElseGet(() -> visit.<Arrival>map(Arrival.Visitor::new).orElse(guest));
    }

    private Optional<Authorized.Reason> refusal(String state, Optional<String> code) {
        if (code.isEmpty()) {
            return logins.declined(state) instanceof Authorized.Refused(var reason)
                    ? Optional.of(reason)
                    : Optional.empty();
        }
        return logins.signIn(state, code.get()) instanceof Logins.Signed.No(var reason)
                ? Optional.of(reason)
                : Optional.empty();
    }

    /** Logins are forgotten soon after their time: whoever has a visit without one came too late. */
    private Authorized.Reason unknown(Optional<Visit> mine) {
        return mine.filter(visit -> visit.account().isEmpty() && !logins.exists(visit.attempt()))
                .map(late -> Authorized.Reason.EXPIRED_STATE)
                .orElse(Authorized.Reason.UNKNOWN_STATE);
    }

    /** Whether the login began by API, or on our pages in this browser. */
    private boolean begunHere(Login login, Optional<String> browser) {
        VisitRow row = database.read(
                session -> session.createSelectionQuery("from VisitRow where attemptId = :attempt", VisitRow.class)
                        .setParameter("attempt", login.attempt())
                        .getSingleResultOrNull());
        return row == null
                || browser.filter(value -> MessageDigest.isEqual(OneTime.hash(value), row.browserHash))
                        .isPresent();
    }

    /** The accounts that a login may choose from, for a program. */
    public Optional<AccountChoice.Choices> accounts(PartnerId partner, UUID attempt) {
        return choices.accounts(partner, attempt)
                .map(companies -> new AccountChoice.Choices(
                        attempt, companies.stream().map(AccountChoice::of).toList()));
    }

    /** The accounts that the visit may choose from: the one its invitation names, or all. */
    public Offer offer(Visit visit) {
        try {
            return accounts(visit.partner(), visit.attempt())
                    .<Offer>map(found -> new Offer.Accounts(admitted(visit, found.accounts())))
                    .orElseGet(Offer.Over::new);
        } catch (IteroException unanswered) {
            return new Offer.AlignOut();
        }
    }

    private List<AccountChoice> admitted(Visit visit, List<AccountChoice> accounts) {
        return accounts.stream()
                .filter(account -> visit.invitation().admits(account.account()))
                .toList();
    }

    /**
     * Pairs the account and spends the invitation, both or neither.
     *
     * @param begun is told of the account right before anything is done about it
     */
    public Connected choose(Visit visit, AccountId account, Consumer<AccountId> begun) {
        if (!visit.invitation().admits(account)) {
            return new Connected.NotThisOne();
        }
        if (!invitations.claim(visit.invitation().id())) {
            return new Connected.Taken();
        }
        Connected connected = new Connected.AlignOut();
        try {
            connected = paired(visit, account, begun);
        } catch (IteroException unanswered) {
            return connected;
        } finally {
            if (!(connected instanceof Connected.Done)) {
                invitations.release(visit.invitation().id());
            }
        }
        return connected;
    }

    private Connected paired(Visit visit, AccountId account, Consumer<AccountId> begun) {
        return switch (choices.pair(
                visit.partner(), visit.attempt(), account, begun, session -> spend(session, visit, account))) {
            case Chosen.Paired done -> new Connected.Done(account);
            case Chosen.NoAttempt over -> new Connected.Over();
            case Chosen.NoCallback unset -> new Connected.NotReady();
            case Chosen.Refused refused -> new Connected.NotThisOne();
        };
    }

    private Uni<Void> spend(Mutiny.Session session, Visit visit, AccountId account) {
        return invitations
                .spend(session, visit.invitation().id(), account)
                .chain(() -> session.createMutationQuery(
                                "update VisitRow set accountId = :account, expiresAt = :until where id = :id")
                        .setParameter("account", account.value())
                        .setParameter("until", clock.instant().plus(AFTERWARDS))
                        .setParameter("id", visit.id())
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** The visit's pairing as it is now, once there is one. */
    public Optional<PairingView> pairing(Visit visit) {
        return visit.account().flatMap(account -> pairings.find(visit.partner(), account));
    }

    /** What Align says of the patients of the account that the visit paired. */
    public Warned warnings(PartnerId partner, AccountId account) {
        Warned known = warnings.state(partner, account);
        if (known instanceof Warned.NotYet) {
            warnings.lookIfPossible(partner, account);
            return warnings.state(partner, account);
        }
        return known;
    }

    /** The clinic's user has taken notice: the pairing opens. Nothing happens if it was ended meanwhile, or Align is needed and out. */
    public void acknowledge(PartnerId partner, AccountId account) {
        try {
            warnings.acknowledge(partner, account, "visit");
        } catch (PairingUnavailable | IteroException notNow) {
            LOG.infof("Nothing was acknowledged partner=%s account=%s", partner, account);
        }
    }

    /** Forgets visits that are over. */
    void clear() {
        database.write(session -> session.createMutationQuery("delete from VisitRow where expiresAt <= :now")
                .setParameter("now", clock.instant())
                .executeUpdate());
    }
}
