package dev.scanrelay.pairing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scanrelay.itero.IteroConfig;
import dev.scanrelay.startup.SettingProblem;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairingSettingsCheckTest {

    @Test
    void takesTheDefaults() {
        assertThatCode(() -> check(Map.of()).check()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "callback-base, scans.example.com",
        "callback-base, https://scans.example.com/?a=b",
        "callback-base, ftp://scans.example.com",
        "renewal-lease, PT1M",
        "renew-at-once, 0",
        "refresh-token-idle, PT1M",
        "revoked-every, PT6S",
        "revoked-every, PT0S"
    })
    void namesTheSettingThatCanNotWork(String setting, String value) {
        assertThatThrownBy(() ->
                        check(Map.of("scanrelay.pairing." + setting, value)).check())
                .isInstanceOf(SettingProblem.class)
                .hasMessageContaining("scanrelay.pairing." + setting)
                .hasMessageContaining("For example:")
                .hasMessageNotContaining("\n");
    }

    private static PairingSettingsCheck check(Map<String, String> settings) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(PairingSettings.class)
                .withMapping(IteroConfig.class)
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(settings, "test", 1000))
                .build();
        return new PairingSettingsCheck(
                config.getConfigMapping(PairingSettings.class), config.getConfigMapping(IteroConfig.class));
    }
}
