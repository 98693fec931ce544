package dev.scanrelay.pairing;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.itero.Directory;
import dev.scanrelay.itero.Itero;
import dev.scanrelay.itero.IteroException;
import dev.scanrelay.itero.TokenSet;
import dev.scanrelay.pairing.Imported.Why;
import dev.scanrelay.pairing.PairingUnavailable.Reason;
import dev.scanrelay.secret.Secret;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Takes over accounts whose tokens were handed over: the tokens are stored, then Align is asked where the account is, they are renewed,
 * and the account is paired with our callback URL. What Align can't do now goes on by itself.
 */
@Singleton
final class Imports {

    private static final Logger LOG = Logger.getLogger(Imports.class);
    private static final int MOST_PER_PASS = 200;

    private final Database database;
    private final Itero itero;
    private final Handovers handovers;
    private final Choices choices;
    private final Draining draining;
    private final Persistence persistence;
    private final ImportMeter meter;
    private final Duration keep;
    private final Clock clock;

    Imports(
            Database database,
            Itero itero,
            Handovers handovers,
            Choices choices,
            Draining draining,
            Persistence persistence,
            ImportMeter meter,
            PairingSettings settings,
            Clock clock) {
        this.database = database;
        this.itero = itero;
        this.handovers = handovers;
        this.choices = choices;
        this.draining = draining;
        this.persistence = persistence;
        this.meter = meter;
        this.keep = settings.farewellFor();
        this.clock = clock;
    }

    Imported take(PartnerId partner, AccountId account, Secret refreshToken) {
        if (isPaired(partner, account)) {
            return new Imported.AlreadyPaired();
        }
        return handovers.keep(partner, account, refreshToken).map(this::finish).orElseGet(Imported.RetryLater::new);
    }

    /** Whether nothing would be gained: a log-in of the account works. One that needs a user is worth new tokens. */
    boolean isPaired(PartnerId partner, AccountId account) {
        return database.read(session -> PairingRow.find(session, partner, account)
                .map(pairing -> pairing != null && (pairing.status.equals(PairingRow.ACTIVE) || pairing.waits())));
    }

    /** Goes on with those that had to wait, until one has to wait again: Align is most likely out. */
    void goOn() {
        for (int count = 0; count < MOST_PER_PASS && !draining.hasBegun(); count++) {
            Optional<Handover> due = handovers.claim();
            if (due.isEmpty() || goneOn(due.get()) instanceof Imported.RetryLater) {
                return;
            }
        }
    }

    private Imported goneOn(Handover handover) {
        Imported outcome = finish(handover);
        meter.wentOn(outcome);
        return outcome;
    }

    private Imported finish(Handover handover) {
        Imported outcome = outcome(handover);
        LOG.infof(
                "Tokens handed over partner=%s account=%s outcome=%s",
                handover.partner(), handover.account(), outcome.getClass().getSimpleName());
        return outcome;
    }

    private Imported outcome(Handover handover) {
        Directory directory;
        try {
            directory = itero.discover(handover.partner(), Optional.of(handover.account()));
        } catch (IteroException failure) {
            return failure.kind() == IteroException.Kind.NOT_FOUND
                    ? refused(handover, Why.UNKNOWN_ACCOUNT)
                    : later(handover, failure);
        }
        if (endedSince(handover)) {
            return ended(handover, directory);
        }
        try {
            return paired(handover, tokens(handover, directory), directory);
        } catch (IteroException failure) {
            return failure.grantDead()
                    ? refused(handover, handover.sentBefore() ? Why.ANSWER_LOST : Why.GRANT_REFUSED)
                    : later(handover, failure);
        }
    }

    /** Renewed once: a try that failed later goes on with what it got. */
    private TokenSet tokens(Handover handover, Directory directory) {
        return handover.renewed()
                .filter(tokens -> clock.instant().isBefore(tokens.expiresAt()))
                .orElseGet(() -> renewed(handover, directory));
    }

    private TokenSet renewed(Handover handover, Directory directory) {
        if (draining.hasBegun()) {
            throw new PairingUnavailable(Reason.DRAINING);
        }
        handovers.sending(handover);
        TokenSet tokens = itero.refresh(handover.partner(), directory, handover.refreshToken());
        persistence.store(() -> handovers.renewed(handover, tokens));
        return new TokenSet(
                tokens.accessToken(),
                tokens.refreshToken().or(() -> Optional.of(handover.refreshToken())),
                tokens.expiresAt());
    }

    private Imported paired(Handover handover, TokenSet tokens, Directory directory) {
        return switch (choices.pair(handover, tokens, directory)) {
            case Chosen.Paired paired -> new Imported.Done();
            case Chosen.Refused refused -> refused(handover, Why.PAIRING_REFUSED);
            case Chosen.NoAttempt takenMeanwhile ->
                isPaired(handover.partner(), handover.account())
                        ? new Imported.AlreadyPaired()
                        : new Imported.Refused(Why.ENDED);
            case Chosen.NoCallback unset -> later(handover, Optional.empty());
        };
    }

    /** Whether somebody un-paired the account while its tokens waited: that is not to be undone by them. */
    private boolean endedSince(Handover handover) {
        return database.read(session -> PairingRow.find(session, handover.partner(), handover.account())
                .map(pairing ->
                        pairing != null && pairing.ending() && !pairing.changedAt.isBefore(handover.createdAt())));
    }

    private Imported ended(Handover handover, Directory directory) {
        handover.renewed()
                .ifPresentOrElse(issued -> handovers.drop(handover, issued, directory), () -> handovers.drop(handover));
        return new Imported.Refused(Why.ENDED);
    }

    private Imported refused(Handover handover, Why why) {
        handovers.drop(handover);
        return new Imported.Refused(why);
    }

    private Imported later(Handover handover, IteroException failure) {
        LOG.infof("Tokens handed over have to wait account=%s kind=%s", handover.account(), failure.kind());
        return later(handover, failure.retryAfter());
    }

    private Imported later(Handover handover, Optional<Duration> asked) {
        if (clock.instant().isAfter(handover.createdAt().plus(keep))) {
            return refused(handover, Why.GRANT_REFUSED);
        }
        handovers.postpone(handover, asked.orElse(FarewellPass.wait(handover.failures())));
        return new Imported.RetryLater();
    }
}
