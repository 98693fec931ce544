package dev.scanrelay.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.transfer.ObjectAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from a bucket is foreign: it may be cut off, made by hand, or of another release. */
class ManifestJsonTest {

    private static final UUID FILE = UUID.fromString("7f9e2b44-6f0e-4a38-8a2a-0f1f3f0c1d01");
    private static final Manifest MANIFEST = new Manifest(
            1,
            "default",
            "104233",
            UUID.fromString("7f9e2b44-6f0e-4a38-8a2a-0f1f3f0c1d02"),
            "7f9e2b44-6f0e-4a38-8a2a-0f1f3f0c1d03",
            Optional.empty(),
            Optional.of("Completed"),
            "unsolicited",
            Optional.empty(),
            Optional.empty(),
            2,
            "a".repeat(64),
            1,
            true,
            "complete",
            Optional.empty(),
            UUID.fromString("7f9e2b44-6f0e-4a38-8a2a-0f1f3f0c1d04"),
            Instant.parse("2026-05-04T10:00:10.123456Z"),
            "7f9e2b44-6f0e-4a38-8a2a-0f1f3f0c1d05",
            List.of(new Manifest.StoredFile(
                    FILE,
                    1,
                    Optional.empty(),
                    "mesh",
                    Optional.of("occlusion"),
                    Optional.of("upper"),
                    "model/stl",
                    17,
                    "b".repeat(64),
                    "c".repeat(64),
                    false,
                    "main",
                    "scanrelay",
                    "orders/default/104233/x/01/01-mesh.stl")));

    @Test
    void readsWhatItWrote() {
        assertThat(ManifestJson.read(ManifestJson.write(MANIFEST))).contains(MANIFEST);
    }

    @Test
    void passesOverWhatALaterReleaseAdds() {
        String later = text().replaceFirst("\\{", "{ \"encryptedBy\": \"key-7\",");

        assertThat(ManifestJson.read(later.getBytes(UTF_8))).contains(MANIFEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version",
                "orderId",
                "revision",
                "fingerprint",
                "attempt",
                "storedAt",
                "files",
                "key",
                "sizeBytes"
            })
    void takesNothingThatLacksWhatItNeeds(String field) {
        String lacking = text().replace("\"" + field + "\"", "\"not-" + field + "\"");

        assertThat(ManifestJson.read(lacking.getBytes(UTF_8))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "[]", "\"text\"", "{\"version\": 1}"})
    void takesNothingThatIsNoManifest(String text) {
        assertThat(ManifestJson.read(text.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void takesNothingOfAnotherForm() {
        String other = text().replace("\"version\" : 1", "\"version\" : 2");

        assertThat(ManifestJson.read(other.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void namesFilesWhereTheyAreNow() {
        ObjectAddress moved = new ObjectAddress("second", "scans", "orders/default/104233/x/01/01-mesh.stl");

        assertThat(MANIFEST.at(Map.of(FILE, moved)).objects()).containsExactly(moved);
    }

    private static String text() {
        return new String(ManifestJson.write(MANIFEST), UTF_8);
    }
}
