package dev.scanrelay.order;

import dev.scanrelay.content.Fingerprint;
import dev.scanrelay.transfer.Stored;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Files of an order that one attempt brought into the store.
 *
 * @param complete false when a file failed for good and the others are announced without it
 * @param planned the revision that they become; nothing becomes one without it
 */
public record NewContent(
        UUID attempt, Fingerprint fingerprint, boolean complete, List<Stored> files, Optional<Planned> planned) {

    public NewContent {
        files = List.copyOf(files);
    }

    public NewContent(UUID attempt, Fingerprint fingerprint, boolean complete, List<Stored> files) {
        this(attempt, fingerprint, complete, files, Optional.empty());
    }

    /** The same, ready to be recorded. */
    public NewContent with(Planned plan) {
        return new NewContent(attempt, fingerprint, complete, files, Optional.of(plan));
    }
}
