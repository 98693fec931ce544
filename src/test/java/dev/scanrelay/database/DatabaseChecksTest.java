package dev.scanrelay.database;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseChecksTest {

    @Test
    void takesTheDefaultsAndNoTimeOutsOfTheDatabase() {
        assertThatCode(() -> DatabaseChecks.check(settings(Map.of()))).doesNotThrowAnyException();
        assertThatCode(() -> DatabaseChecks.check(settings(Map.of(
                        "scanrelay.database.statement-timeout", "0s",
                        "scanrelay.database.idle-in-transaction-timeout", "0s"))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "call-timeout, 0s, is less than 1 s",
        "connect-timeout, 10ms, is less than 1 s",
        "silence, 15s, is not longer than scanrelay.database.statement-timeout",
        "statement-timeout, -1s, is less than nothing",
        "idle-in-transaction-timeout, -1s, is less than nothing"
    })
    void namesTheSettingThatCannotWork(String setting, String value, String problem) {
        assertThatThrownBy(() -> DatabaseChecks.check(settings(Map.of("scanrelay.database." + setting, value))))
                .hasMessageContaining("scanrelay.database." + setting + " " + problem);
    }

    private static DatabaseSettings settings(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .withMapping(DatabaseSettings.class)
                .build()
                .getConfigMapping(DatabaseSettings.class);
    }
}
