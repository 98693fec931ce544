package dev.scanrelay.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZipNamesTest {

    private final ZipNames names = new ZipNames();

    @ParameterizedTest
    @CsvSource({
        "../a.stl, unsafe-name",
        "a/../b.stl, unsafe-name",
        "a/.., unsafe-name",
        "./a.stl, unsafe-name",
        "/etc/passwd, unsafe-name",
        "C:/a.stl, unsafe-name",
        "c:a.stl, unsafe-name",
        "a\\b.stl, unsafe-name",
        "a//b.stl, unsafe-name",
        "/, unsafe-name",
        "1/2/3/4/5/6/7/8/9, too-deep"
    })
    void refusesNamesThatMeanHarm(String name, String reason) {
        assertThatExceptionOfType(ZipRefused.class)
                .isThrownBy(() -> names.admit(name))
                .withMessage(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0.stl", "a\n.stl", "\u007f"})
    void refusesControlCharacters(String name) {
        assertThatExceptionOfType(ZipRefused.class).isThrownBy(() -> names.admit(name));
    }

    @Test
    void refusesNamesThatAreTooLong() {
        assertThatExceptionOfType(ZipRefused.class).isThrownBy(() -> names.admit("a".repeat(256)));
    }

    @Test
    void refusesANameThatCameBefore() throws Exception {
        names.admit("a.stl");

        assertThatExceptionOfType(ZipRefused.class)
                .isThrownBy(() -> names.admit("A.STL"))
                .withMessage("duplicate-name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.stl", "folder/", "1/2/3/a b (c).stl", "..a", "gallery_#1.jpg"})
    void admitsTheOthers(String name) throws Exception {
        assertThat(names.admit(name).value()).isEqualTo(name.replaceAll("/$", ""));
    }

    @Test
    void readsUnmarkedUtf8AndKeepsWhatIsNot() {
        String unmarked = new String("Müller.stl".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

        assertThat(ZipNames.decoded(unmarked)).isEqualTo("Müller.stl");
        assertThat(ZipNames.decoded("M\u00fcller.stl")).isEqualTo("M\u00fcller.stl");
        assertThat(ZipNames.decoded("名.stl")).isEqualTo("名.stl");
    }
}
