package dev.scanrelay.audit;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * Records a write that has begun once more, with what it is about: for a method that learns that from the body or from what it looks
 * up. Called right before the write, so that {@code begun} without {@code ended} names what may have been changed.
 */
@Singleton
public final class Intent {

    private final Recorder recorder;
    private final AuditTrail trail;

    Intent(Recorder recorder, AuditTrail trail) {
        this.recorder = recorder;
        this.trail = trail;
    }

    /** Fails with the problem to answer if it can't be recorded: then nothing may be done. */
    public Uni<Void> record() {
        return recorder.begun(trail.action())
                .chain(problem -> problem.<Uni<Void>>map(Uni.createFrom()::failure)
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /** The same for a virtual thread, which waits. */
    public void commit() {
        record().await().indefinitely();
    }
}
