package dev.scanrelay.event;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventSettingsTest {

    @Test
    void acceptsTheDefaults() {
        assertThatCode(() -> check(Map.of())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "relay.source,https://scans.example.com/events",
        "relay.source,urn:example:scans",
        "relay.api-base,https://example.com/scans/",
        "topics.partner,orders.{partner}.v1",
        "topics.partner,{partner}"
    })
    void acceptsWhatWorks(String setting, String value) {
        assertThatCode(() -> check(Map.of("scanrelay." + setting, value))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "relay.batch-size,0",
        "relay.lease,0s",
        "relay.poll,0s",
        "relay.hold,0s",
        "relay.retention,-1s",
        "relay.broker-timeout,0s",
        "relay.broker-timeout,6m",
        "relay.source,scan relay",
        "relay.source,/scans?a=b",
        "relay.api-base,scans.example.com",
        "relay.api-base,https://scans.example.com/?a=b",
        "topics.orders,orders/v1",
        "topics.orders,scan.notifications.v1",
        "topics.progress,orders.v1",
        "topics.partner,orders.partners.v1",
        "topics.partner,orders.{partner}.{partner}",
        "topics.partner,orders/{partner}",
        "topics.partner,__{partner}",
        "topics.partner,{partner}.v1",
        "topics.partner,scan.{partner}.v1",
        "topics.partner,scan_{partner}_v1",
        "topics.partitions,0",
        "topics.replication,0"
    })
    void stopsTheStartWithTheSettingsName(String setting, String value) {
        String name = setting.equals("topics.progress") || setting.equals("topics.orders") ? "topics." : setting;

        assertThatThrownBy(() -> check(Map.of("scanrelay." + setting, value)))
                .hasMessageContaining("scanrelay." + name)
                .hasMessageContaining("For example: scanrelay.");
    }

    private static void check(Map<String, String> settings) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .withMapping(RelaySettings.class)
                .withMapping(TopicSettings.class)
                .build();
        EventSettings.check(config.getConfigMapping(RelaySettings.class));
        EventSettings.check(config.getConfigMapping(TopicSettings.class));
    }
}
