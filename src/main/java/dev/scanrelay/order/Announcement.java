package dev.scanrelay.order;

import dev.scanrelay.content.Fingerprint;
import dev.scanrelay.content.Jaw;
import dev.scanrelay.content.Role;
import dev.scanrelay.event.ArtifactFacts;
import dev.scanrelay.event.OrderReady;
import dev.scanrelay.transfer.StoredFile;
import java.time.Instant;
import java.util.List;

/** What an order-ready event says of a new revision. */
final class Announcement {

    private Announcement() {}

    static OrderReady of(
            CurrentOrder order,
            VendorFacts facts,
            NewContent files,
            List<NewArtifact> artifacts,
            int number,
            Instant storedAt) {
        UnpackSummary unpacked = UnpackSummary.of(files.files());
        return new OrderReady(
                order.factsBy(facts),
                number,
                text(files.fingerprint()),
                facts.scannedAt(),
                storedAt,
                files.complete(),
                unpacked.word(),
                unpacked.refusal(),
                artifacts.size(),
                artifacts.stream().map(Announcement::of).toList());
    }

    /** The rule belongs to it: fingerprints of different rules are not comparable. */
    static String text(Fingerprint fingerprint) {
        return fingerprint.ruleVersion() + ":" + fingerprint.value().hex();
    }

    private static ArtifactFacts of(NewArtifact artifact) {
        StoredFile file = artifact.file();
        return new ArtifactFacts(
                artifact.id(),
                file.is().kind().wire(),
                file.is().role().map(Role::wire),
                file.is().jaw().map(Jaw::wire),
                file.mediaType(),
                file.size(),
                file.sha256().hex(),
                file.at().bucket(),
                file.at().key(),
                artifact.container());
    }
}
