package dev.scanrelay.audit;

import dev.scanrelay.database.Database;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** How far the chain and its signed heads are behind; not a number in processes that don't chain. */
@Singleton
final class ChainMetrics {

    private record Survey(double lagSeconds, double number, double headAgeSeconds, double unexported) {

        static final Survey NONE = new Survey(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }

    private static final String SURVEY = """
            select (select coalesce(max(extract(epoch from now() - r.at)), 0)
                      from (select at from audit_record where number is null order by id limit 1) r),
                   (select number from audit_chain),
                   (select extract(epoch from now() - at) from audit_head where kind = 'head' order by number desc limit 1),
                   (select count(*) from audit_head where exported_at is null)""";

    private final Database database;
    private volatile Survey latest = Survey.NONE;

    ChainMetrics(Database database, MeterRegistry registry) {
        this.database = database;
        Gauge.builder("scanrelay.audit.chain.lag", this, metrics -> metrics.latest.lagSeconds())
                .description("Age of the oldest audit record that waits to be chained")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("scanrelay.audit.chain.number", this, metrics -> metrics.latest.number())
                .description("Number of the last audit record in the chain")
                .register(registry);
        Gauge.builder("scanrelay.audit.head.age", this, metrics -> metrics.latest.headAgeSeconds())
                .description("Age of the last signed head of the audit chain")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("scanrelay.audit.heads.unexported", this, metrics -> metrics.latest.unexported())
                .description("Signed heads that are not on their topic yet")
                .register(registry);
    }

    void survey() {
        Object[] counts = database.read(
                session -> session.createNativeQuery(SURVEY, Object[].class).getSingleResult());
        latest = new Survey(number(counts[0]), number(counts[1]), number(counts[2]), number(counts[3]));
    }

    /** Another process knows better from now on. */
    void end() {
        latest = Survey.NONE;
    }

    private static double number(@Nullable Object column) {
        return column instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
