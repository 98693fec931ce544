package dev.scanrelay.pairing;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.itero.Access;
import dev.scanrelay.itero.Directory;
import dev.scanrelay.itero.Itero;
import dev.scanrelay.itero.IteroException;
import dev.scanrelay.itero.TokenSet;
import dev.scanrelay.secret.Secret;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Walks a clinic's user through Align's login: state and PKCE out, code in, and the first tokens kept sealed for the choice. */
@Singleton
final class Logins {

    private final Database database;
    private final Itero itero;
    private final AttemptSeal seal;
    private final Duration lifetime;
    private final Clock clock;

    Logins(Database database, Itero itero, AttemptSeal seal, PairingSettings settings, Clock clock) {
        this.database = database;
        this.itero = itero;
        this.seal = seal;
        this.lifetime = settings.attemptLifetime();
        this.clock = clock;
    }

    /** @param returnUrl where to send the user afterwards; on the installation's list */
    Started start(PartnerId partner, Optional<URI> returnUrl) {
        Secret state = OneTime.value();
        Secret verifier = OneTime.value();
        AttemptRow row = new AttemptRow();
        row.id = UUID.randomUUID();
        row.partnerId = partner.value();
        row.stateHash = OneTime.hash(state.reveal());
        row.returnUrl = returnUrl.map(URI::toString).orElse(null);
        row.expiresAt = clock.instant().plus(lifetime);
        seal.putVerifier(row, verifier);
        var authorize = itero.authorizeUri(partner, state.reveal(), OneTime.challenge(verifier));
        database.write(session -> session.persist(row));
        return new Started(row.id, authorize, row.expiresAt);
    }

    /** The user is back with a code. */
    Authorized complete(String state, String code) {
        return switch (signIn(state, code)) {
            case Signed.No(Authorized.Reason reason) -> new Authorized.Refused(reason);
            case Signed.In(UUID attempt, Access access) ->
                new Authorized.Choose(attempt, itero.companies(access)); // if it fails, the list can be asked for again
        };
    }

    /** The same without the accounts. */
    Signed signIn(String state, String code) {
        return switch (spend(state)) {
            case Spent.No(Authorized.Reason reason) -> new Signed.No(reason);
            case Spent.Ok(UUID attempt, PartnerId partner, Secret verifier) ->
                exchange(attempt, partner, code, verifier);
        };
    }

    /** What came of a code. */
    sealed interface Signed {
        record In(UUID attempt, Access access) implements Signed {}

        record No(Authorized.Reason reason) implements Signed {}
    }

    /** A login that a state belongs to, and where its user is to be sent afterwards. */
    record Login(UUID attempt, PartnerId partner, Optional<URI> returnUrl) {}

    boolean exists(UUID attempt) {
        return database.read(session -> session.find(AttemptRow.class, attempt)) != null;
    }

    /** Whose state it is; that it is still good is not said. */
    Optional<Login> of(String state) {
        return Optional.ofNullable(database.read(session -> session.createSelectionQuery(
                                "from AttemptRow where stateHash = :hash", AttemptRow.class)
                        .setParameter("hash", OneTime.hash(state))
                        .getSingleResultOrNull()))
                .map(row -> new Login(
                        row.id,
                        new PartnerId(row.partnerId),
                        Optional.ofNullable(row.returnUrl).map(URI::create)));
    }

    /** The user is back without one. */
    Authorized declined(String state) {
        return switch (spend(state)) {
            case Spent.No(Authorized.Reason reason) -> new Authorized.Refused(reason);
            case Spent.Ok ok -> new Authorized.Refused(Authorized.Reason.CANCELLED);
        };
    }

    private Signed exchange(UUID attempt, PartnerId partner, String code, Secret verifier) {
        try {
            Directory directory = itero.discover(partner, Optional.empty());
            TokenSet tokens = itero.exchangeCode(partner, directory, code, verifier);
            keep(attempt, tokens, directory);
            return new Signed.In(attempt, new Access(directory, tokens.accessToken()));
        } catch (IteroException refused) {
            return new Signed.No(refused.grantDead() ? Authorized.Reason.CODE_REFUSED : Authorized.Reason.ALIGN_OUT);
        }
    }

    private void keep(UUID attempt, TokenSet tokens, Directory directory) {
        database.write(session -> session.find(AttemptRow.class, attempt, LockModeType.PESSIMISTIC_WRITE)
                .invoke(row -> {
                    if (row != null) {
                        seal.putTokens(row, tokens);
                        row.directory = directory.toJson();
                    }
                }));
    }

    private sealed interface Spent {
        record Ok(UUID attempt, PartnerId partner, Secret verifier) implements Spent {}

        record No(Authorized.Reason reason) implements Spent {}
    }

    /** A state is good once, whatever comes of it. */
    private Spent spend(String state) {
        return database.write(session -> byState(session, state).map(row -> spend(row, clock.instant())));
    }

    private Spent spend(@Nullable AttemptRow row, Instant now) {
        if (row == null) {
            return new Spent.No(Authorized.Reason.UNKNOWN_STATE);
        }
        if (row.usedAt != null) {
            return new Spent.No(Authorized.Reason.USED_STATE);
        }
        if (!now.isBefore(row.expiresAt)) {
            return new Spent.No(Authorized.Reason.EXPIRED_STATE);
        }
        Secret verifier = seal.takeVerifier(row);
        row.usedAt = now;
        row.verifier = null;
        return new Spent.Ok(row.id, new PartnerId(row.partnerId), verifier);
    }

    private static Uni<@Nullable AttemptRow> byState(Mutiny.Session session, String state) {
        return session.createSelectionQuery("from AttemptRow where stateHash = :hash", AttemptRow.class)
                .setParameter("hash", OneTime.hash(state))
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getSingleResultOrNull();
    }
}
