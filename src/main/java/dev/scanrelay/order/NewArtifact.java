package dev.scanrelay.order;

import dev.scanrelay.transfer.Stored;
import dev.scanrelay.transfer.StoredFile;
import dev.scanrelay.transfer.Unpacked;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A stored file that becomes part of a revision.
 *
 * @param container the archive it came out of
 */
record NewArtifact(UUID id, Optional<UUID> container, StoredFile file) {

    /** Every file of the content: each artifact, followed by the entries that came out of it. */
    static List<NewArtifact> of(NewContent content) {
        List<NewArtifact> all = new ArrayList<>();
        for (Stored stored : content.files()) {
            NewArtifact whole = new NewArtifact(UUID.randomUUID(), Optional.empty(), stored.whole());
            all.add(whole);
            entries(stored.unpacked()).forEach(entry -> all.add(whole.entry(entry)));
        }
        return List.copyOf(all);
    }

    private NewArtifact entry(StoredFile entry) {
        return new NewArtifact(UUID.randomUUID(), Optional.of(id), entry);
    }

    private static List<StoredFile> entries(Unpacked unpacked) {
        return switch (unpacked) {
            case Unpacked.Complete(List<StoredFile> entries) -> entries;
            case Unpacked.Refused refused -> List.of();
            case Unpacked.None none -> List.of();
        };
    }
}
