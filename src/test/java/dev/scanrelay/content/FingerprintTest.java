package dev.scanrelay.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {

    private static final Fingerprint.File UPPER = entry("u.stl", "a");
    private static final Fingerprint.File LOWER = entry("l.stl", "b");

    @Test
    void doesNotDependOnTheOrder() {
        assertThat(Fingerprint.of(List.of(UPPER, LOWER))).isEqualTo(Fingerprint.of(List.of(LOWER, UPPER)));
    }

    @Test
    void changesWithContentNameKindAndNumberOfFiles() {
        assertThat(List.of(
                        Fingerprint.of(List.of(UPPER, LOWER)),
                        Fingerprint.of(List.of(UPPER, entry("l.stl", "c"))),
                        Fingerprint.of(List.of(entry("u.stl", "b"), entry("l.stl", "a"))),
                        Fingerprint.of(List.of(UPPER)),
                        Fingerprint.of(List.of(UPPER, UPPER)),
                        Fingerprint.of(List.of(Fingerprint.File.artifact(EntryKind.IMAGE, digest("a")))),
                        Fingerprint.of(List.of(Fingerprint.File.artifact(EntryKind.MESH, digest("a"))))))
                .doesNotHaveDuplicates();
    }

    @Test
    void isStableAcrossReleases() {
        assertThat(Fingerprint.of(List.of(UPPER, LOWER)).ruleVersion()).isEqualTo(1);
        assertThat(Fingerprint.of(List.of(UPPER, LOWER)).value().hex())
                .isEqualTo("d8e81ecfe1bcece6be0b47617762d2d49b3331bd186f7bc7c11ae608d424477f");
    }

    @Test
    void printsNoVendorName() {
        assertThat(entry("Doe_John.stl", "a").toString()).doesNotContain("Doe");
        assertThat(new VendorName("Doe_John.stl").toString()).doesNotContain("Doe");
    }

    @ParameterizedTest
    @CsvSource({
        "image, IMAGE, a.jpg, true",
        "image, MESH, a.stl, false",
        "image/*_preview.jpg, IMAGE, x/A_Preview.jpg, true",
        "image/*_preview.jpg, IMAGE, a.jpg, false",
        "*/a.jpg, TEXTURE, a.jpg, true",
        "rx/a.b, RX, aXb, false"
    })
    void volatileFilesAreMatchedByKindAndName(String pattern, EntryKind kind, String name, boolean matches) {
        assertThat(VolatileFiles.of(List.of(pattern)).contain(kind, new VendorName(name)))
                .isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "image/", "image/a/b"})
    void refusesWhatIsNoPattern(String pattern) {
        assertThatIllegalArgumentException().isThrownBy(() -> VolatileFiles.of(List.of(pattern)));
    }

    private static Fingerprint.File entry(String name, String content) {
        return Fingerprint.File.entry(EntryKind.MESH, new VendorName(name), digest(content));
    }

    private static Sha256 digest(String letter) {
        return new Sha256(letter.repeat(64));
    }
}
