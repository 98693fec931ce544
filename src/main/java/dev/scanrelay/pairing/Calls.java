package dev.scanrelay.pairing;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.itero.Access;
import dev.scanrelay.itero.IteroException;
import dev.scanrelay.pairing.PairingUnavailable.Reason;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes calls under a live grant: fresh ahead of its end, renewed once when refused, where the account is now when it moved, and under
 * the next grant when one is dead.
 */
@Singleton
final class Calls {

    private final Grants grants;
    private final Renewals renewals;
    private final Relocations relocations;
    private final Contacts contacts;
    private final Duration refreshAhead;
    private final Clock clock;

    Calls(
            Grants grants,
            Renewals renewals,
            Relocations relocations,
            Contacts contacts,
            PairingSettings settings,
            Clock clock) {
        this.grants = grants;
        this.renewals = renewals;
        this.relocations = relocations;
        this.contacts = contacts;
        this.refreshAhead = settings.refreshAhead();
        this.clock = clock;
    }

    <T> T under(PartnerId partner, AccountId account, Function<Access, T> call) {
        T answer = withGrant(partner, account, grant -> tried(grant, call));
        contacts.called(partner, account);
        return answer;
    }

    /** The same for a pairing that is not open yet, too: to find out whether it may be. */
    <T> T evenPending(PartnerId partner, AccountId account, Function<Access, T> call) {
        return withGrant(grants.evenPending(partner, account), grant -> tried(grant, call));
    }

    /** Runs the work with one live grant after the other until one is not gone. */
    <T> T withGrant(PartnerId partner, AccountId account, Function<Grant, Outcome<T>> work) {
        return withGrant(grants.live(partner, account), work);
    }

    private <T> T withGrant(List<Grant> live, Function<Grant, Outcome<T>> work) {
        for (Grant grant : live) {
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
            return after(refused, grant, call);
        }
    }

    private <T> Outcome<T> after(IteroException refused, Grant grant, Function<Access, T> call) {
        if (refused.kind() == IteroException.Kind.UNAUTHORISED) {
            return again(grant, call);
        }
        if (refused.moved()) {
            Grant moved = relocations.follow(grant).orElseThrow(() -> refused);
            return last(moved, call);
        }
        if (refused.unpaired()) {
            renewals.bury(grant, AttentionReason.UNPAIRED_BY_VENDOR);
            return new Outcome.Gone<>();
        }
        throw refused;
    }

    /** The second and last try: that the pairing is over shows in it, too. */
    private <T> Outcome<T> last(Grant grant, Function<Access, T> call) {
        try {
            return new Outcome.Done<>(call.apply(grant.access()));
        } catch (IteroException refused) {
            if (refused.unpaired()) {
                renewals.bury(grant, AttentionReason.UNPAIRED_BY_VENDOR);
                return new Outcome.Gone<>();
            }
            throw refused;
        }
    }

    private <T> Outcome<T> again(Grant refused, Function<Access, T> call) {
        return switch (renewals.renew(refused)) {
            case Renewed.Usable(Grant grant) -> last(grant, call);
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
