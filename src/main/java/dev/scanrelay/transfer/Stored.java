package dev.scanrelay.transfer;

import dev.scanrelay.content.Fingerprint;
import dev.scanrelay.content.VolatileFiles;
import java.util.List;

/**
 * An artifact in the store.
 *
 * @param whole the artifact as it came, byte for byte
 * @param crc32c of the same bytes, 8 hexadecimal digits
 */
public record Stored(StoredFile whole, String crc32c, Unpacked unpacked) {

    /** What of it counts as content: the entries of a zip instead of the zip; anything else by itself; volatile files not. */
    public List<Fingerprint.File> counting(VolatileFiles volatileFiles) {
        return switch (unpacked) {
            case Unpacked.Complete(List<StoredFile> entries) ->
                entries.stream()
                        .filter(entry -> !volatileFiles.contain(entry.is().kind(), entry.name()))
                        .map(entry -> Fingerprint.File.entry(entry.is().kind(), entry.name(), entry.content()))
                        .toList();
            case Unpacked.Refused ignored -> wholeUnless(volatileFiles);
            case Unpacked.None ignored -> wholeUnless(volatileFiles);
        };
    }

    private List<Fingerprint.File> wholeUnless(VolatileFiles volatileFiles) {
        if (volatileFiles.contain(whole.is().kind(), whole.name())) {
            return List.of();
        }
        return List.of(Fingerprint.File.artifact(whole.is().kind(), whole.content()));
    }
}
