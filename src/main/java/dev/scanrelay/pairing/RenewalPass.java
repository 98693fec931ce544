package dev.scanrelay.pairing;

import dev.scanrelay.itero.IteroException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Renews grants whose tokens near their end though nobody calls, so that a quiet clinic's log-in does not die of idleness and a dead
 * one is noticed within the hour. Runs in every replica: each grant is claimed by one of them at a time.
 */
@Singleton
final class RenewalPass {

    private static final Logger LOG = Logger.getLogger(RenewalPass.class);
    private static final int MOST_ROUNDS = 100;

    private final DueGrants due;
    private final Renewals renewals;
    private final Draining draining;
    private final int atOnce;

    RenewalPass(DueGrants due, Renewals renewals, Draining draining, PairingSettings settings) {
        this.due = due;
        this.renewals = renewals;
        this.draining = draining;
        this.atOnce = settings.renewAtOnce();
    }

    void run() {
        run(Optional.empty());
    }

    /** @param of only this pairing's */
    void run(Optional<KeyOwner> of) {
        AtomicInteger putOff = new AtomicInteger();
        for (int round = 0; round < MOST_ROUNDS && !draining.hasBegun(); round++) {
            List<Grant> claimed = due.claim(of, atOnce);
            if (claimed.isEmpty()) {
                break;
            }
            renew(claimed, putOff);
        }
        if (putOff.get() > 0) {
            LOG.warnf("Renewals ahead of need were put off grants=%d", putOff.get());
        }
    }

    private void renew(List<Grant> claimed, AtomicInteger putOff) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            claimed.forEach(grant -> threads.execute(() -> renew(grant, putOff)));
        }
    }

    /** What fails is due again when the claim ends; a caller renews it sooner. */
    private void renew(Grant grant, AtomicInteger putOff) {
        try {
            renewals.renewIfFree(grant);
        } catch (IteroException notNow) {
            putOff.incrementAndGet();
            LOG.debugf("Renewal ahead of need put off account=%s kind=%s", grant.account(), notNow.kind());
        } catch (PairingUnavailable stopping) {
            LOG.debugf("Renewal ahead of need left to others account=%s", grant.account());
        } catch (RuntimeException outage) {
            LOG.warnf(
                    "Renewal ahead of need failed account=%s cause=%s",
                    grant.account(), outage.getClass().getSimpleName());
        }
    }
}
