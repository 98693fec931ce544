package dev.scanrelay.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FetchMetricsTest {

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final FetchMetrics metrics = new FetchMetrics(meters, new InFlight());

    @ParameterizedTest
    @ValueSource(strings = {"-1000000000-01-01T00:00:00Z", "1600-01-01T00:00:00Z", "+1000000000-12-31T23:59:59Z"})
    void aRecordFromNoTimeOfOursDoesNotStopTheIntake(Instant claimed) {
        Duration since = Duration.between(claimed, Instant.parse("2026-03-01T12:00:00Z"));

        assertThatCode(() -> metrics.tookIn(since)).doesNotThrowAnyException();

        assertThat(meters.timer("scanrelay.fetch.intake").count()).isOne();
    }

    @Test
    void showsParkedOrdersByTheirCauseAndNoneWhereThereAreNoMore() {
        metrics.parked(Map.of("permanent", 2L));
        String parked = meters.scrape();
        metrics.parked(Map.of());

        assertThat(parked)
                .containsPattern("scanrelay_orders_parked\\{cause=\"permanent\",?} 2.0")
                .containsPattern("scanrelay_orders_parked\\{cause=\"refused\",?} 0.0");
        assertThat(meters.scrape()).containsPattern("scanrelay_orders_parked\\{cause=\"permanent\",?} 0.0");
    }
}
