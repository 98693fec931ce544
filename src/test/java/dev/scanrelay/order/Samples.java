package dev.scanrelay.order;

import dev.scanrelay.content.Classification;
import dev.scanrelay.content.EntryKind;
import dev.scanrelay.content.Fingerprint;
import dev.scanrelay.content.Jaw;
import dev.scanrelay.content.Role;
import dev.scanrelay.content.Sha256;
import dev.scanrelay.content.VendorName;
import dev.scanrelay.content.VolatileFiles;
import dev.scanrelay.transfer.ObjectAddress;
import dev.scanrelay.transfer.Stored;
import dev.scanrelay.transfer.StoredFile;
import dev.scanrelay.transfer.Unpacked;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What attempts find, for tests. */
final class Samples {

    static final Instant TIME = Instant.parse("2026-03-02T09:15:31.204Z");
    static final Patient PATIENT = new Patient(
            Optional.of("7c6f1d52"), Optional.of("Zebulon"), Optional.of("Quillfeather"), Optional.of("CH-4711"));

    private Samples() {}

    static VendorFacts facts(String status) {
        return facts(status, PATIENT);
    }

    static VendorFacts facts(String status, Patient patient) {
        return new VendorFacts(
                "123456789",
                status,
                patient,
                Optional.of("D-17"),
                Optional.of("Study model"),
                Optional.of(TIME.minusSeconds(90)),
                Optional.of(TIME.minusSeconds(60)),
                TIME.minusSeconds(30),
                Optional.of("ide-123456789 IDE"));
    }

    /** A zip with one mesh, whose content is what the word says. */
    static NewContent scan(String word) {
        return content(true, Fingerprint.RULE_VERSION, zip(word));
    }

    static NewContent content(boolean complete, int rule, Stored... files) {
        List<Fingerprint.File> counting = List.of(files).stream()
                .flatMap(file -> file.counting(VolatileFiles.none()).stream())
                .toList();
        return new NewContent(
                UUID.randomUUID(), new Fingerprint(Fingerprint.of(counting).value(), rule), complete, List.of(files));
    }

    static Stored zip(String word) {
        StoredFile mesh = file(
                "Quillfeather_shell_occlusion_u.stl",
                new Classification(EntryKind.MESH, Optional.of(Role.OCCLUSION), Optional.of(Jaw.UPPER)),
                "model/stl",
                word);
        return new Stored(archive(word), "00000000", new Unpacked.Complete(List.of(mesh)));
    }

    static StoredFile archive(String word) {
        return file(
                "Quillfeather.zip",
                new Classification(EntryKind.ARCHIVE, Optional.empty(), Optional.empty()),
                "application/zip",
                "zip of " + word + " built at " + UUID.randomUUID());
    }

    static StoredFile file(String name, Classification is, String mediaType, String word) {
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        return new StoredFile(
                new ObjectAddress("main", "scanrelay", "orders/test/" + UUID.randomUUID() + "/1"),
                new VendorName(name),
                is,
                mediaType,
                bytes.length,
                sha256(bytes),
                sha256(bytes));
    }

    static Sha256 sha256(byte[] bytes) {
        try {
            return Sha256.of(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException neverOnAJdk) {
            throw new IllegalStateException(neverOnAJdk);
        }
    }
}
