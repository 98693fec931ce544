package dev.scanrelay.fetch;

import dev.scanrelay.fetch.Attempts.Revoked;
import dev.scanrelay.transfer.ObjectStore;
import dev.scanrelay.transfer.StoreException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Removes what attempts left behind: first the attempt is revoked in the database, so that nothing can name its objects any
 * more, then they are removed. A worker that lost its lease may still finish a call to the store, so a prefix is forgotten only
 * when it was found empty twice, a grace apart.
 */
@ApplicationScoped
class AttemptSweeper {

    private static final Logger LOG = Logger.getLogger(AttemptSweeper.class);
    private static final int AT_ONCE = 50;

    private final Attempts attempts;
    private final ObjectStore store;
    private final FetchMetrics metrics;
    private final FetchConfig config;

    AttemptSweeper(Attempts attempts, ObjectStore store, FetchMetrics metrics, FetchConfig config) {
        this.attempts = attempts;
        this.store = store;
        this.metrics = metrics;
        this.config = config;
    }

    /** Looks after some; says whether there may be more to look after now. */
    boolean sweep() {
        attempts.revokeAbandoned(config.lease());
        List<Revoked> revoked = attempts.claim(AT_ONCE, config.sweepGrace(), config.sweepGrace());
        revoked.forEach(this::look);
        return revoked.size() == AT_ONCE;
    }

    private void look(Revoked attempt) {
        try {
            settle(attempt, store.removePrefix(attempt.place(), attempt.prefix()));
        } catch (StoreException outage) {
            // Claimed for a grace: it is looked at again after that.
            LOG.warnf("Attempt could not be swept attempt=%s problem=%s", attempt.id(), outage.code());
        }
    }

    private void settle(Revoked attempt, int removed) {
        if (removed > 0) {
            LOG.infof("Attempt left objects behind, removed attempt=%s removed=%d", attempt.id(), removed);
            metrics.swept(removed);
            attempts.foundDirty(attempt.id());
        } else if (attempt.cleanForLong()) {
            attempts.swept(attempt.id());
        } else {
            attempts.foundClean(attempt.id(), config.sweepGrace());
        }
    }
}
