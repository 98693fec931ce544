package dev.scanrelay.pairing;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.itero.Access;
import dev.scanrelay.itero.IteroException;
import dev.scanrelay.pairing.PairingUnavailable.Reason;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Makes calls under a live grant: fresh ahead of its end, renewed once when refused, and the next grant when one is dead. */
@Singleton
final class Calls {

    private final Grants grants;
    private final Renewals renewals;
    private final Duration refreshAhead;
    private final Clock clock;

    Calls(Grants grants, Renewals renewals, PairingSettings settings, Clock clock) {
        this.grants = grants;
        this.renewals = renewals;
        this.refreshAhead = settings.refreshAhead();
        this.clock = clock;
    }

    <T> T under(PartnerId partner, AccountId account, Function<Access, T> call) {
        return withGrant(partner, account, grant -> tried(grant, call));
    }

    /** Runs the work with one live grant after the other until one is not gone. */
    <T> T withGrant(PartnerId partner, AccountId account, Function<Grant, Outcome<T>> work) {
        for (Grant grant : grants.live(partner, account)) {
            if (fresh(grant).map(work).orElseGet(Outcome.Gone::new) instanceof Outcome.Done<T>(T value)) {
                return value;
            }
        }
        throw new PairingUnavailable(Reason.NEEDS_ATTENTION);
    }

    private <T> Outcome<T> tried(Grant grant, Function<Access, T> call) {
        try {
            return new Outcome.Done<>(call.apply(grant.access()));
        } catch (IteroException refused) {
            if (refused.kind() != IteroException.Kind.UNAUTHORISED) {
                throw refused;
            }
            return again(grant, call);
        }
    }

    private <T> Outcome<T> again(Grant refused, Function<Access, T> call) {
        return switch (renewals.renew(refused)) {
            case Renewed.Usable(Grant grant) -> new Outcome.Done<>(call.apply(grant.access()));
            case Renewed.Gone gone -> new Outcome.Gone<>();
            case Renewed.Busy busy -> throw new PairingUnavailable(Reason.RENEWING);
        };
    }

    /** The grant with a token that lasts, or nothing if it is gone. */
    private Optional<Grant> fresh(Grant grant) {
        if (!grant.expired(clock.instant().plus(refreshAhead))) {
            return Optional.of(grant);
        }
        return grant.expired(clock.instant()) ? renewed(grant) : renewedIfPossible(grant);
    }

    private Optional<Grant> renewed(Grant expired) {
        return switch (renewals.renew(expired)) {
            case Renewed.Usable(Grant grant) -> Optional.of(grant);
            case Renewed.Gone gone -> Optional.empty();
            case Renewed.Busy busy -> throw new PairingUnavailable(Reason.RENEWING);
        };
    }

    /** Still good for a while: trouble at renewing it is no reason not to call. */
    private Optional<Grant> renewedIfPossible(Grant ageing) {
        try {
            return switch (renewals.renewIfFree(ageing)) {
                case Renewed.Usable(Grant grant) -> Optional.of(grant);
                case Renewed.Gone gone -> Optional.empty();
                case Renewed.Busy busy -> Optional.of(ageing);
            };
        } catch (IteroException | PairingUnavailable notNow) {
            return Optional.of(ageing);
        }
    }

    /** What became of work under one grant. */
    sealed interface Outcome<T> {
        record Done<T>(T value) implements Outcome<T> {}

        record Gone<T>() implements Outcome<T> {}
    }
}
