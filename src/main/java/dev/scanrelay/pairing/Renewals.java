package dev.scanrelay.pairing;

import dev.scanrelay.concurrent.SingleFlight;
import dev.scanrelay.itero.Directory;
import dev.scanrelay.itero.Itero;
import dev.scanrelay.itero.IteroException;
import dev.scanrelay.itero.TokenSet;
import dev.scanrelay.pairing.PairingUnavailable.Reason;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Trades a grant's tokens for new ones: lease and marker first, then Discovery, then Align, and the answer is stored before anyone
 * uses it. Callers who were refused with the same version share one renewal.
 */
@Singleton
final class Renewals {

    private static final Logger LOG = Logger.getLogger(Renewals.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final Itero itero;
    private final RenewalLeases leases;
    private final Directories directories;
    private final Draining draining;
    private final Persistence persistence;
    private final RenewalMeter meter;
    private final int looks;
    private final SingleFlight<Wanted, Renewed> flights = new SingleFlight<>();

    Renewals(
            Itero itero,
            RenewalLeases leases,
            Directories directories,
            Draining draining,
            Persistence persistence,
            RenewalMeter meter,
            PairingSettings settings) {
        this.itero = itero;
        this.leases = leases;
        this.directories = directories;
        this.draining = draining;
        this.persistence = persistence;
        this.meter = meter;
        this.looks = (int) (settings.renewalLease().dividedBy(LOOK_AGAIN) + 1);
    }

    private record Wanted(UUID grant, long version, boolean waits) {}

    /**
     * A set newer than the one seen: somebody's, or ours by asking Align. Waits for a replica that is at it.
     *
     * @throws IteroException if Align's answer says nothing about the grant
     */
    Renewed renew(Grant seen) {
        return flights.join(new Wanted(seen.id(), seen.version(), true), () -> refresh(seen, looks));
    }

    /** The same ahead of need: does not wait for a replica that is at it. */
    Renewed renewIfFree(Grant seen) {
        return flights.join(new Wanted(seen.id(), seen.version(), false), () -> refresh(seen, 1));
    }

    private Renewed refresh(Grant seen, int looks) {
        UUID owner = UUID.randomUUID();
        return switch (lease(seen, owner, looks)) {
            case Lease.Granted granted -> trade(granted, owner, Former.SPENT, this::refresh);
            case Lease.Moved(Grant current) -> new Renewed.Usable(current);
            case Lease.Gone gone -> new Renewed.Gone();
            case Lease.Busy busy -> new Renewed.Busy();
        };
    }

    private TokenSet refresh(Grant grant) {
        return itero.refresh(grant.partner(), grant.directory(), grant.refreshToken());
    }

    /** Trades by Pair, which answers with a set of another family: the former one is to be revoked. */
    Renewed trade(Grant seen, Function<Grant, TokenSet> pair) {
        UUID owner = UUID.randomUUID();
        return switch (lease(seen, owner, looks)) {
            case Lease.Granted granted -> trade(granted, owner, Former.TO_REVOKE, pair);
            case Lease.Moved(Grant current) -> trade(current, pair);
            case Lease.Gone gone -> new Renewed.Gone();
            case Lease.Busy busy -> new Renewed.Busy();
        };
    }

    private Lease lease(Grant seen, UUID owner, int looks) {
        for (int look = 1; ; look++) {
            if (draining.hasBegun()) {
                throw new PairingUnavailable(Reason.DRAINING);
            }
            Lease lease = leases.take(seen, owner);
            if (!(lease instanceof Lease.Busy) || look >= looks) {
                return lease;
            }
            draining.pause(LOOK_AGAIN);
        }
    }

    private Renewed trade(Lease.Granted lease, UUID owner, Former former, Function<Grant, TokenSet> call) {
        Grant grant = lease.grant();
        try {
            Directory directory = directories.now(grant.partner(), Optional.of(grant.account()), grant.directory());
            TokenSet tokens = call.apply(grant.at(directory));
            Renewed renewed = persistence.store(() -> leases.store(grant.at(directory), tokens, former));
            meter.renewed();
            return renewed;
        } catch (IteroException failure) {
            return failed(lease, owner, failure);
        }
    }

    private Renewed failed(Lease.Granted lease, UUID owner, IteroException failure) {
        Grant grant = lease.grant();
        if (failure.grantDead()) {
            bury(grant, AttentionReason.ofRefusal(leases.over(grant), lease.sentBefore()));
            return new Renewed.Gone();
        }
        leases.release(grant, owner);
        meter.failed(failure.kind());
        throw failure;
    }

    /** No call can be made under this grant any more. */
    void bury(Grant grant, AttentionReason reason) {
        leases.bury(grant, reason);
        meter.dead(reason);
        LOG.warnf("Grant is dead partner=%s account=%s reason=%s", grant.partner(), grant.account(), reason.word());
    }
}
