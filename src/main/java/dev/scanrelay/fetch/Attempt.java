package dev.scanrelay.fetch;

import dev.scanrelay.erase.Bars;
import dev.scanrelay.fetch.Attempts.OpenAttempt;
import dev.scanrelay.fetch.Failure.Kind;
import dev.scanrelay.fetch.Outcome.Failed;
import dev.scanrelay.itero.Itero;
import dev.scanrelay.itero.IteroOrder;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.transfer.ObjectStore;
import dev.scanrelay.transfer.Progress;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * One attempt at an order, start to end: ask Align, bring the files into the store, ask again, record. What was wanted was noted
 * with the lease, before the first question, so that nothing that happens meanwhile is lost.
 */
@ApplicationScoped
class Attempt {

    private final Pairings pairings;
    private final Itero itero;
    private final Attempts attempts;
    private final Collection collection;
    private final Recording recording;
    private final ObjectStore store;
    private final Cleanup cleanup;
    private final Bars bars;

    Attempt(
            Pairings pairings,
            Itero itero,
            Attempts attempts,
            Collection collection,
            Recording recording,
            ObjectStore store,
            Cleanup cleanup,
            Bars bars) {
        this.pairings = pairings;
        this.itero = itero;
        this.attempts = attempts;
        this.collection = collection;
        this.recording = recording;
        this.store = store;
        this.cleanup = cleanup;
        this.bars = bars;
    }

    /** Fails with exceptions of many kinds; {@link Failures} knows them all. */
    Outcome run(Lease lease, Progress progress) {
        IteroOrder order = ask(lease);
        if (bars.isBarred(Recording.seen(lease, order))) {
            return Recording.barred();
        }
        if (order.artifacts().isEmpty()) {
            return Failed.of(Kind.NOT_THERE_YET, "align: no files yet");
        }
        return attempts.open(lease, store.place())
                .map(attempt -> carryOut(lease, order, attempt, progress))
                .orElseGet(() -> Failed.of(Kind.NOT_OURS, "lease lost"));
    }

    private Outcome carryOut(Lease lease, IteroOrder order, OpenAttempt attempt, Progress progress) {
        boolean kept = false;
        try {
            Collected files = collection.of(lease, order, attempt, progress);
            IteroOrder now = ask(lease);
            if (!now.offersSameFilesAs(order)) {
                return Failed.of(Kind.CHANGED, "align: changed while it was read");
            }
            Outcome outcome = recording.record(lease, attempt, now, files);
            kept = outcome instanceof Outcome.Stored;
            return outcome;
        } finally {
            if (!kept) {
                cleanup.discard(attempt);
            }
        }
    }

    private IteroOrder ask(Lease lease) {
        return pairings.withAccess(
                lease.partner(), lease.account(), access -> itero.orderByRxId(access, lease.account(), lease.rxId()));
    }
}
