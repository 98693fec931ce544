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
 * @param container the archive it came out of, if that is stored, too
 */
record NewArtifact(UUID id, Optional<UUID> container, StoredFile file) {

    /** Every stored file of the content: each artifact, followed by the entries that came out of it. */
    static List<NewArtifact> of(NewContent content) {
        List<NewArtifact> all = new ArrayList<>();
        for (Stored stored : content.files()) {
            Optional<NewArtifact> whole = Optional.of(stored.whole())
                    .filter(StoredFile::isStored)
                    .map(file -> new NewArtifact(UUID.randomUUID(), Optional.empty(), file));
            whole.ifPresent(all::add);
            entries(stored.unpacked()).stream()
                    .filter(StoredFile::isStored)
                    .map(file -> new NewArtifact(UUID.randomUUID(), whole.map(NewArtifact::id), file))
                    .forEach(all::add);
        }
        return List.copyOf(all);
    }

    boolean isShared() {
        return file.rest() == StoredFile.Rest.SHARED;
    }

    private static List<StoredFile> entries(Unpacked unpacked) {
        return switch (unpacked) {
            case Unpacked.Complete(List<StoredFile> entries) -> entries;
            case Unpacked.Refused refused -> List.of();
            case Unpacked.None none -> List.of();
        };
    }
}
