package dev.scanrelay.metric;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/** Fixed buckets, the same in every process, so that quantiles may be taken over all of them. */
@Singleton
final class Histograms {

    private static final double[] CALLS = seconds(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30);
    private static final double[] WORK = seconds(0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900);
    private static final double[] WAITS = seconds(0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3_600, 21_600, 86_400);

    /** Few, as every route has them. */
    private static final double[] ANSWERS = seconds(0.1, 0.5, 1, 5, 20);

    private static final double[] DELIVERIES =
            seconds(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 300, 3_600, 21_600, 86_400);

    private static final Map<String, double[]> BUCKETS = Map.ofEntries(
            Map.entry("scanrelay.ingress.answers", CALLS),
            Map.entry("scanrelay.itero.calls", CALLS),
            Map.entry("scanrelay.store.calls", CALLS),
            Map.entry("http.server.requests", ANSWERS),
            Map.entry("scanrelay.fetch.intake", WAITS),
            Map.entry("scanrelay.fetch.attempts", WORK),
            Map.entry("scanrelay.fetch.stored", WAITS),
            Map.entry("scanrelay.notifications.settled", WAITS),
            Map.entry("scanrelay.relay.delay", WAITS),
            Map.entry("scanrelay.push.attempts", CALLS),
            Map.entry("scanrelay.push.delivered", DELIVERIES));

    @Produces
    @Singleton
    MeterFilter buckets() {
        return new MeterFilter() {
            @Override
            public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                double[] buckets = BUCKETS.get(id.getName());
                return buckets == null
                        ? config
                        : DistributionStatisticConfig.builder()
                                .serviceLevelObjectives(buckets)
                                .build()
                                .merge(config);
            }
        };
    }

    /** In nanoseconds, as timers have them. */
    private static double[] seconds(double... seconds) {
        return Arrays.stream(seconds)
                .map(one -> one * Duration.ofSeconds(1).toNanos())
                .toArray();
    }
}
