package dev.scanrelay.faults;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An event as a {@code read_committed} reader heard it, in the order of the topic. */
record HeardEvent(String id, Optional<Ready> ready) {

    /**
     * An order is ready.
     *
     * @param at the record's time
     * @param missingThen keys of those files that were not in the bucket, with that digest, when the event was heard
     */
    record Ready(
            String rxId,
            int revision,
            String fingerprint,
            Instant at,
            List<NamedFile> files,
            List<String> missingThen) {}
}
