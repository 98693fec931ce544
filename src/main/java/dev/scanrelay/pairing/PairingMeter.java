package dev.scanrelay.pairing;

import dev.scanrelay.database.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How many pairings there are: {@code scanrelay.pairings}, tag {@code status}; counted from time to time, not for each scrape. */
@Singleton
final class PairingMeter {

    private static final String COUNT = "select status, count(*) from pairing group by status";

    private final Database database;
    private final Map<String, AtomicLong> gauges;

    PairingMeter(Database database, MeterRegistry meters) {
        this.database = database;
        this.gauges = Stream.of("pending", "active", "attention", "ending", "ended")
                .collect(Collectors.toUnmodifiableMap(
                        status -> status,
                        status -> meters.gauge(
                                "scanrelay.pairings", List.of(Tag.of("status", status)), new AtomicLong())));
    }

    void count() {
        Map<String, Long> found = database.read(session -> session.createNativeQuery(COUNT, Object[].class)
                .getResultList()
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(row -> (String) row[0], row -> ((Number) row[1]).longValue()))));
        gauges.forEach((status, gauge) -> gauge.set(found.getOrDefault(status, 0L)));
    }
}
