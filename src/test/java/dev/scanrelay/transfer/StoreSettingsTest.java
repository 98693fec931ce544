package dev.scanrelay.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreSettingsTest {

    private static final Map<String, String> GOOD =
            Map.of("endpoint", "http://minio:9000", "access-key", "key", "secret-key", "hidden-value");

    @Test
    void hasDefaultsForAllButWhereAndWho() {
        StoreSettings settings = StoreSettings.from(config(GOOD));

        assertThat(settings.partSize()).isEqualTo(8 << 20);
        assertThat(settings.bucket()).isEqualTo("scanrelay");
        assertThat(settings.toString()).doesNotContain("hidden-value");
    }

    @ParameterizedTest
    @CsvSource({
        "endpoint, ''",
        "endpoint, minio:9000",
        "endpoint, http://minio:9000/path",
        "endpoint, ftp://minio",
        "endpoint, 'http://a b'",
        "access-key, ''",
        "secret-key, ''",
        "bucket, A_B",
        "part-size, 4M",
        "part-size, 65M",
        "call-timeout, 0s",
        "attempts, 0"
    })
    void namesTheSettingThatCannotWork(String setting, String value) {
        Map<String, String> settings = new HashMap<>(GOOD);
        settings.put(setting, value);

        assertThatThrownBy(() -> StoreSettings.from(config(settings)))
                .hasMessageContaining("scanrelay.store." + setting)
                .hasMessageNotContaining("\n");
    }

    private static StoreConfig config(Map<String, String> settings) {
        SmallRyeConfigBuilder config = new SmallRyeConfigBuilder()
                .withConverter(io.quarkus.runtime.configuration.MemorySize.class, 100, new MemorySizeConverter())
                .withConverter(java.time.Duration.class, 100, new io.quarkus.runtime.configuration.DurationConverter())
                .withMapping(StoreConfig.class);
        settings.forEach((name, value) -> config.withDefaultValue("scanrelay.store." + name, value));
        return config.build().getConfigMapping(StoreConfig.class);
    }
}
