package dev.scanrelay.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalKeyTest {

    private static final Pattern KEY = Pattern.compile("sr_localdevelopment_[\\w-]*");

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/integrate.md", "docs/push.md"})
    void pagesShowTheKeyThatTheLocalStartTakes(String page) throws IOException {
        assertThat(KEY.matcher(Files.readString(Path.of(page))).results().map(MatchResult::group))
                .isNotEmpty()
                .containsOnly(LocalDatabase.API_KEY);
    }
}
