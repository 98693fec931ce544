package dev.scanrelay.audit;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/**
 * A record as it is written.
 *
 * @param status the answer's; empty for a record written before the call is done
 */
record Entry(
        Instant at,
        UUID requestId,
        String action,
        Actor actor,
        Optional<Integer> status,
        Collection<Subject> subjects) {

    String phase() {
        return status.isPresent() ? "ended" : "begun";
    }

    Optional<Result> result() {
        return status.map(Result::of);
    }
}
