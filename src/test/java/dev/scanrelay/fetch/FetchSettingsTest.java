package dev.scanrelay.fetch;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FetchSettingsTest {

    @Test
    void acceptsTheDefaults() {
        assertThatCode(() -> FetchSettings.check(Settings.defaults())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "workers,0",
        "slow-workers,0",
        "per-account,-1",
        "poll,0s",
        "sweep,0s",
        "attention-poll,0s",
        "heartbeat,0s",
        "heartbeat,30s",
        "shutdown,0s",
        "jitter,1",
        "jitter,-0.1",
        "ladder,0s",
        "ladder-then,0s",
        "give-up-after,-1s",
        "rate-limited,0s",
        "longest-retry-after,0s",
        "incomplete-after,-1s",
        "not-there-yet,0s"
    })
    void stopsTheStartWithTheSettingsName(String setting, String value) {
        assertThatThrownBy(() -> FetchSettings.check(Settings.with(Map.of(setting, value))))
                .hasMessageContaining("scanrelay.fetch." + setting + " ")
                .hasMessageContaining("For example: scanrelay.fetch." + setting + "=");
    }
}
