package dev.scanrelay.order;

import dev.scanrelay.transfer.Stored;
import dev.scanrelay.transfer.StoredFile;
import dev.scanrelay.transfer.Unpacked;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What became of a revision's archives, all together: one that was refused outweighs those that were not.
 *
 * @param word {@code complete}, {@code none} or {@code refused}
 */
record UnpackSummary(String word, Optional<String> refusal) {

    static UnpackSummary of(Collection<Stored> files) {
        return files.stream()
                .map(stored -> of(stored.unpacked()))
                .reduce(new UnpackSummary("none", Optional.empty()), UnpackSummary::worse);
    }

    private static UnpackSummary of(Unpacked unpacked) {
        return switch (unpacked) {
            case Unpacked.Complete(List<StoredFile> entries) ->
                new UnpackSummary(
                        entries.stream().anyMatch(StoredFile::isStored) ? "complete" : "none", Optional.empty());
            case Unpacked.Refused(String reason) -> new UnpackSummary("refused", Optional.of(reason));
            case Unpacked.None none -> new UnpackSummary("none", Optional.empty());
        };
    }

    private UnpackSummary worse(UnpackSummary other) {
        return weight() >= other.weight() ? this : other;
    }

    private int weight() {
        return switch (word) {
            case "refused" -> 2;
            case "complete" -> 1;
            default -> 0;
        };
    }
}
