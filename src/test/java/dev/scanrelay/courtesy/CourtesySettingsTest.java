package dev.scanrelay.courtesy;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CourtesySettingsTest {

    private static final Duration CALL = Duration.ofSeconds(30);

    @Test
    void acceptsTheDefaults() {
        assertThatCode(() -> CourtesySettings.check(Settings.with(Map.of()), CALL))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "account-calls,0",
        "region-calls,-1",
        "failures,0",
        "accounts,0",
        "patience,0s",
        "pause,0s",
        "window,0s",
        "outage,0s",
        "probe,0s",
        "probe,30s",
        "kept,1",
        "kept,-0.1",
        "outage-at-most,1s"
    })
    void stopsTheStartWithTheSettingsName(String setting, String value) {
        assertThatThrownBy(() -> CourtesySettings.check(Settings.with(Map.of(setting, value)), CALL))
                .hasMessageContaining("scanrelay.courtesy." + setting + " ")
                .hasMessageContaining("For example: scanrelay.courtesy." + setting + "=");
    }
}
