package dev.scanrelay.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameTemplateTest {

    @Test
    void putsWordsIntoFoldersAndAName() {
        assertThat(NameTemplate.of("{account}/{date} {order}/{name}.{ext}")
                        .name(Map.of(
                                "account", "104233",
                                "date", "2026-03-02",
                                "order", "o-1",
                                "name", "mesh-r1-2",
                                "ext", "stl")))
                .containsExactly("104233", "2026-03-02 o-1", "mesh-r1-2.stl");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.stl | a.stl",
                "../a | _.._a",
                "..\\a | _.._a",
                ".. | _",
                "/etc/passwd | _etc_passwd",
                "c:a | c_a",
                "a.stl:stream | a.stl_stream",
                "aux | _aux",
                "Aux.stl | _Aux.stl",
                "nul.tar.gz | _nul.tar.gz",
                "lpt9 | _lpt9",
                "com10 | com10",
                "console | console",
                "a. | a",
                ".hidden | _.hidden",
                "ä€😀 | ___",
            })
    void makesAnyWordSafe(String word, String name) {
        assertThat(NameTemplate.of("{artifact}").name(Map.of("artifact", word))).containsExactly(name);
    }

    @Test
    void keepsTheEndOfWhatIsTooLong() {
        assertThat(NameTemplate.of("{order}{artifact}{file}")
                        .name(Map.of(
                                "order",
                                "o".repeat(500),
                                "artifact",
                                "a".repeat(500),
                                "file",
                                "f".repeat(500) + ".stl")))
                .containsExactly("a".repeat(36) + "f".repeat(60) + ".stl");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{kind}",
                "{order}",
                "{file}",
                "/{artifact}",
                "{artifact}/",
                "a//{artifact}",
                "../{artifact}",
                "./{artifact}",
                " /{artifact}",
                "{artifact}/..",
                "c:{artifact}",
                "a\\{artifact}",
                "{ARTIFACT}",
                "{artifact",
                "{artifact}{}",
                "{artifact}{other}",
                "{artifact}\n",
                "ä{artifact}"
            })
    void refusesATemplateThatCanNotBeMeant(String template) {
        assertThatIllegalArgumentException().isThrownBy(() -> NameTemplate.of(template));
    }

    @ParameterizedTest
    @CsvSource({"a.stl, stl", "a.STL, stl", "a, ''", "a., ''", "a.tar.gz, gz", "a.st/l, ''", "a.waytoolong, ''"})
    void knowsAnEnding(String file, String ending) {
        assertThat(NameTemplate.extension(file)).isEqualTo(ending);
    }
}
