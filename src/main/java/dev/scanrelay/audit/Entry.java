package dev.scanrelay.audit;

import dev.scanrelay.id.AccountId;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A record as it is written.
 *
 * @param status the answer's; empty for a record written before the call is done
 * @param times how many refusals it sums up; empty for a record of one call
 */
record Entry(
        Instant at,
        UUID requestId,
        Phase phase,
        String action,
        Actor actor,
        Optional<Integer> status,
        Optional<Long> times,
        Collection<Subject> subjects) {

    static final String REFUSED = "call.refuse";

    static Entry begun(Instant at, UUID requestId, String action, Actor actor, Collection<Subject> subjects) {
        return new Entry(at, requestId, Phase.BEGUN, action, actor, Optional.empty(), Optional.empty(), subjects);
    }

    static Entry ended(
            Instant at, UUID requestId, String action, Actor actor, int status, Collection<Subject> subjects) {
        return new Entry(at, requestId, Phase.ENDED, action, actor, Optional.of(status), Optional.empty(), subjects);
    }

    /** A call that was refused before it was known what it is about; or several, summed up. */
    static Entry refused(Instant at, Refusal refusal, Optional<Long> times) {
        Set<Subject> subjects = refusal.key()
                .map(key -> Set.of(Subject.of(Subject.Kind.KEY, key)))
                .orElseGet(Set::of);
        return new Entry(
                at,
                UUID.randomUUID(),
                Phase.ENDED,
                REFUSED,
                refusal.actor(),
                Optional.of(refusal.status()),
                times,
                subjects);
    }

    /** The same call, with what a part of it is about. */
    Entry part(Instant when, AccountId account) {
        return begun(when, requestId, action, actor, Set.of(Subject.of(Subject.Kind.ACCOUNT, account.value())));
    }

    /** The same call, with what a part of its answer is about. */
    Entry told(Instant when, Collection<Subject> about) {
        return new Entry(when, requestId, phase, action, actor, status, times, about);
    }

    /** The same call, whose answer did not go out as a whole. */
    Entry brokenOff(Instant when) {
        return new Entry(when, requestId, Phase.BROKE_OFF, action, actor, status, times, subjects);
    }

    Optional<Result> result() {
        return switch (phase) {
            case BEGUN -> Optional.empty();
            case ENDED -> status.map(Result::of);
            case BROKE_OFF -> Optional.of(Result.FAILED);
        };
    }
}
