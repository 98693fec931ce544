package dev.scanrelay.order;

import dev.scanrelay.content.Fingerprint;
import dev.scanrelay.transfer.Stored;
import java.util.List;
import java.util.UUID;

/**
 * Files of an order that one attempt brought into the store.
 *
 * @param complete false when a file failed for good and the others are announced without it
 */
public record NewContent(UUID attempt, Fingerprint fingerprint, boolean complete, List<Stored> files) {

    public NewContent {
        files = List.copyOf(files);
    }
}
