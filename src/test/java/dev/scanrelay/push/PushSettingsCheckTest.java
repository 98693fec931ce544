package dev.scanrelay.push;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PushSettingsCheckTest {

    @Test
    void takesTheDefaults() {
        assertThatCode(() -> Settings.check(Map.of()).check()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "workers, 0",
        "'ladder', '5s,0s'",
        "ladder-then, 0s",
        "poll, 0s",
        "give-up-after, 0s",
        "disable-after, 0s",
        "longest-retry-after, 0s",
        "keep, 0s",
        "jitter, 1",
        "jitter, -0.1",
        "lease, 15s",
        "lease, 30s"
    })
    void namesTheSettingThatCanNotWork(String setting, String value) {
        assertThatThrownBy(() -> Settings.check(Map.of(setting, value)).check())
                .hasMessageContaining("scanrelay.push." + setting)
                .hasMessageNotContaining("\n");
    }
}
