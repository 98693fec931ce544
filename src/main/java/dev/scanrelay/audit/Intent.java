package dev.scanrelay.audit;

import dev.scanrelay.id.AccountId;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;

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
        return require(recorder.begun(trail.action()));
    }

    /** The same for a virtual thread, which waits. */
    public void commit() {
        record().await().indefinitely();
    }

    /** The same for a write about an account that is none of the partner's yet. */
    public void commit(AccountId account) {
        trail.vouched(account);
        commit();
    }

    /** For a write that is done part by part; to be called while the request goes on. */
    public Parts parts() {
        return new Parts(recorder, recorder.beginning(trail.action()).await().indefinitely());
    }

    static Uni<Void> require(Uni<Optional<HttpProblem>> recorded) {
        return recorded.chain(problem -> problem.<Uni<Void>>map(Uni.createFrom()::failure)
                .orElseGet(() -> Uni.createFrom().voidItem()));
    }
}
