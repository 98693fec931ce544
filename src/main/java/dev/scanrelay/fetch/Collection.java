package dev.scanrelay.fetch;

import dev.scanrelay.fetch.Attempts.OpenAttempt;
import dev.scanrelay.itero.IteroArtifact;
import dev.scanrelay.itero.IteroOrder;
import dev.scanrelay.transfer.Progress;
import dev.scanrelay.transfer.Stored;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings an order's files into the store, one after the other, and decides when one may be missing. */
@ApplicationScoped
class Collection {

    private final Artifacts artifacts;
    private final Storing storing;

    Collection(Artifacts artifacts, Storing storing) {
        this.storing = storing;
        this.artifacts = artifacts;
    }

    /** Fails with the first file that can't be had, unless the order has waited for it long enough; one file there must be. */
    Collected of(Lease lease, IteroOrder order, OpenAttempt attempt, Progress progress) {
        Storing.Choice choice = storing.of(lease);
        List<Stored> files = new ArrayList<>();
        Optional<FileFailed> missing = Optional.empty();
        int number = 0;
        for (IteroArtifact offered : order.artifacts()) {
            number++;
            try {
                files.add(artifacts.store(lease, order, offered, number, attempt, choice, progress));
            } catch (RuntimeException failure) {
                missing = Optional.of(mayBeMissing(lease, failure));
            }
        }
        if (files.isEmpty()) {
            throw missing.orElseThrow();
        }
        return new Collected(files, missing.isEmpty());
    }

    private static FileFailed mayBeMissing(Lease lease, RuntimeException failure) {
        if (!Failures.isAboutTheFile(failure)) {
            throw failure;
        }
        FileFailed file = new FileFailed(Failures.classifyFile(failure), failure);
        if (!lease.overdue()) {
            throw file;
        }
        return file;
    }
}
