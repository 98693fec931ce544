package dev.scanrelay.pairing;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.itero.Access;
import dev.scanrelay.itero.Company;
import dev.scanrelay.itero.Directory;
import dev.scanrelay.itero.Itero;
import dev.scanrelay.itero.IteroException;
import dev.scanrelay.itero.TokenSet;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Pairs a signed-in user to the account of their choice. The callback key is in the database before Align hears of it. */
@Singleton
final class Choices {

    /** Of one account: more than a clinic has doctors who pair it. The oldest goes for a newer one. */
    static final int MOST_GRANTS = 10;

    private final Database database;
    private final Itero itero;
    private final AttemptSeal attempts;
    private final GrantSeal grants;
    private final KeyGenerations generations;
    private final CallbackUrls urls;
    private final Farewells farewells;
    private final PairingEvents events;
    private final Warnings warnings;
    private final Clock clock;

    Choices(
            Database database,
            Itero itero,
            AttemptSeal attempts,
            GrantSeal grants,
            KeyGenerations generations,
            CallbackUrls urls,
            Farewells farewells,
            PairingEvents events,
            Warnings warnings,
            Clock clock) {
        this.database = database;
        this.itero = itero;
        this.attempts = attempts;
        this.grants = grants;
        this.generations = generations;
        this.urls = urls;
        this.farewells = farewells;
        this.events = events;
        this.warnings = warnings;
        this.clock = clock;
    }

    /** A signed-in user's tokens, and the row they wait in. */
    private record SignedIn(Class<?> source, UUID row, TokenSet tokens, Directory directory) {
        Access access() {
            return new Access(directory, tokens.accessToken());
        }
    }

    /** The accounts to choose from, asked for anew; empty if there is no such login. */
    Optional<List<Company>> accounts(PartnerId partner, UUID attempt) {
        return database.read(session -> signedIn(session, partner, attempt))
                .map(user -> itero.companies(user.access()));
    }

    /**
     * Pairs the account if there is such a login.
     *
     * @param begun is told of the account right before anything is done about it
     * @param also becomes part of the transaction that stores the pairing
     */
    Chosen pair(
            PartnerId partner,
            UUID attempt,
            AccountId account,
            Consumer<AccountId> begun,
            Function<Mutiny.Session, Uni<Void>> also) {
        Optional<SignedIn> user = database.read(session -> signedIn(session, partner, attempt));
        user.ifPresent(signedIn -> begun.accept(account));
        return user.map(signedIn -> pair(partner, signedIn, account, also)).orElseGet(Chosen.NoAttempt::new);
    }

    /** Pairs with tokens that were handed over: the row they wait in goes with the pairing, as a login's does. */
    Chosen pair(Handover handover, TokenSet tokens, Directory directory) {
        SignedIn user = new SignedIn(ImportRow.class, handover.id(), tokens, directory);
        return pair(
                handover.partner(),
                user,
                handover.account(),
                session -> Uni.createFrom().voidItem());
    }

    private Chosen pair(PartnerId partner, SignedIn user, AccountId account, Function<Mutiny.Session, Uni<Void>> also) {
        if (!urls.ready()) {
            return new Chosen.NoCallback();
        }
        int generation = database.write(session -> prepare(session, partner, account));
        try {
            var answer =
                    itero.pair(user.access(), account, urls.forPair(KeyOwner.pairing(partner, account), generation));
            boolean first = database.write(session -> finish(session, partner, user, answer.tokens())
                    .chain(mine -> mine
                            ? connectUnlessEnded(session, partner, account, user, answer.tokens(), generation, also)
                            : Uni.createFrom().item(false)));
            return first ? paired(partner, account, user) : new Chosen.NoAttempt();
        } catch (IteroException refused) {
            return switch (refused.kind()) {
                case UNAUTHORISED, REFUSED, NOT_FOUND, PERMANENT -> new Chosen.Refused();
                case TRANSIENT, RATE_LIMITED -> throw refused;
            };
        }
    }

    private Chosen paired(PartnerId partner, AccountId account, SignedIn user) {
        if (warnings.state(partner, account) instanceof Warned.NotYet) {
            warnings.lookIfPossible(partner, account);
        }
        return new Chosen.Paired(partner, account, user.directory().region());
    }

    private Uni<Integer> prepare(Mutiny.Session session, PartnerId partner, AccountId account) {
        return insert(session, partner, account)
                .chain(() -> PairingRow.lock(session, partner, account))
                .chain(() -> generations.currentOrNew(session, KeyOwner.pairing(partner, account)));
    }

    /** Whoever comes second, at the same moment, waits here and finds it. */
    private Uni<Integer> insert(Mutiny.Session session, PartnerId partner, AccountId account) {
        return session.createNativeQuery("""
                        insert into pairing (partner_id, account_id, status, changes, changed_at)
                        values (:partner, :account, 'pending', 0, :now) on conflict do nothing""")
                .setParameter("partner", partner.value())
                .setParameter("account", account.value())
                .setParameter("now", clock.instant())
                .executeUpdate();
    }

    /**
     * Was the account un-paired while Align was being asked, the key that Align was given is refused already, and the end stands.
     *
     * @return whether it is connected
     */
    private Uni<Boolean> connectUnlessEnded(
            Mutiny.Session session,
            PartnerId partner,
            AccountId account,
            SignedIn user,
            TokenSet answer,
            int generation,
            Function<Mutiny.Session, Uni<Void>> also) {
        TokenSet tokens = withRefresh(answer, user.tokens());
        return PairingRow.lock(session, partner, account)
                .map(Objects::requireNonNull)
                .chain(pairing -> generations
                        .isRevoked(session, KeyOwner.pairing(partner, account), generation)
                        .chain(ended -> ended
                                ? farewells
                                        .add(
                                                session,
                                                partner,
                                                Optional.of(account),
                                                pairing.ending(),
                                                tokens,
                                                user.directory())
                                        .replaceWith(false)
                                : connect(session, pairing, tokens, user.directory())
                                        .chain(() -> also.apply(session))
                                        .replaceWith(true)));
    }

    /** The new set is stored. What is left of a former pairing must not end this one. */
    private Uni<Void> connect(Mutiny.Session session, PairingRow pairing, TokenSet tokens, Directory directory) {
        PartnerId partner = pairing.partner();
        AccountId account = pairing.account();
        return farewells
                .keepPaired(session, partner, account)
                .chain(() -> activate(session, pairing, directory))
                .chain(() -> Grants.live(session, partner, account))
                .chain(live -> makeRoom(session, pairing, live))
                .chain(() -> session.persist(grant(partner, account, tokens)));
    }

    /** Align does not say whose tokens are whose: without a bound, a user who pairs again and again adds a grant each time. */
    private Uni<Void> makeRoom(Mutiny.Session session, PairingRow pairing, List<GrantRow> live) {
        return Multi.createFrom()
                .iterable(live.stream()
                        .sorted(Comparator.comparing((GrantRow row) -> row.createdAt))
                        .limit(Math.max(0, live.size() + 1 - MOST_GRANTS))
                        .toList())
                .onItem()
                .transformToUniAndConcatenate(row -> {
                    Grant oldest = grants.take(row, pairing);
                    return farewells
                            .revokeOnly(session, oldest.partner(), oldest.tokens(), oldest.directory())
                            .chain(() -> session.remove(row));
                })
                .collect()
                .asList()
                .replaceWithVoid();
    }

    /**
     * The login is over and its first tokens are to be revoked. Was the same choice sent twice at once, the second set of the two is
     * one too many.
     *
     * @return whether this was the first to finish it
     */
    private Uni<Boolean> finish(Mutiny.Session session, PartnerId partner, SignedIn user, TokenSet tokens) {
        return session.createMutationQuery("delete from " + user.source().getSimpleName() + " where id = :id")
                .setParameter("id", user.row())
                .executeUpdate()
                .map(deleted -> deleted == 1)
                .call(first -> obsolete(first, user, tokens)
                        .map(set -> farewells.revokeOnly(session, partner, set, user.directory()))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private static Optional<TokenSet> obsolete(boolean first, SignedIn user, TokenSet tokens) {
        if (!first) {
            return Optional.of(tokens);
        }
        return tokens.refreshToken().map(newer -> user.tokens());
    }

    /** A pairing that was never open waits for its warnings. */
    private Uni<Void> activate(Mutiny.Session session, PairingRow pairing, Directory directory) {
        boolean again = pairing.pairedAt != null;
        pairing.region = directory.region();
        pairing.directory = directory.toJson();
        pairing.pairedAt = clock.instant();
        pairing.refreshedAt = clock.instant();
        return warnings.settled(session, pairing).chain(settled -> {
            pairing.become(settled ? PairingRow.ACTIVE : PairingRow.PENDING, clock.instant());
            return settled
                    ? events.connected(session, pairing, again)
                    : Uni.createFrom().voidItem();
        });
    }

    private GrantRow grant(PartnerId partner, AccountId account, TokenSet tokens) {
        GrantRow row = new GrantRow();
        row.id = UUID.randomUUID();
        row.partnerId = partner.value();
        row.accountId = account.value();
        row.createdAt = clock.instant();
        grants.put(row, tokens);
        return row;
    }

    /** An answer without a refresh token leaves the one that was there good. */
    private static TokenSet withRefresh(TokenSet tokens, TokenSet before) {
        return new TokenSet(tokens.accessToken(), tokens.refreshToken().or(before::refreshToken), tokens.expiresAt());
    }

    private Uni<Optional<SignedIn>> signedIn(Mutiny.Session session, PartnerId partner, UUID attempt) {
        return session.find(AttemptRow.class, attempt).map(row -> signedIn(row, partner));
    }

    private Optional<SignedIn> signedIn(@Nullable AttemptRow row, PartnerId partner) {
        if (row == null
                || !row.partnerId.equals(partner.value())
                || !clock.instant().isBefore(row.expiresAt)) {
            return Optional.empty();
        }
        return attempts.takeTokens(row)
                .map(tokens -> new SignedIn(
                        AttemptRow.class, row.id, tokens, Directory.ofJson(Objects.requireNonNull(row.directory))));
    }
}
