package dev.scanrelay.fetch;

import dev.scanrelay.fetch.Attempts.OpenAttempt;
import dev.scanrelay.transfer.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Removes at once what an attempt that is not kept has stored. What it can't, the sweeper will. */
@ApplicationScoped
class Cleanup {

    private static final Logger LOG = Logger.getLogger(Cleanup.class);

    private final Attempts attempts;
    private final ObjectStore store;

    Cleanup(Attempts attempts, ObjectStore store) {
        this.attempts = attempts;
        this.store = store;
    }

    /** Also when the worker was told to stop: it clears up first. */
    void discard(OpenAttempt attempt) {
        boolean interrupted = Thread.interrupted();
        try {
            // A commit whose answer was lost has happened all the same: then nothing is revoked, and nothing removed.
            if (attempts.revoke(attempt.id())) {
                store.removePrefix(attempt.place(), attempt.prefix());
            }
        } catch (RuntimeException outage) {
            LOG.debugf(
                    "Left to the sweeper attempt=%s problem=%s",
                    attempt.id(), outage.getClass().getSimpleName());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
