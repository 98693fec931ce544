package dev.scanrelay.order;

import dev.scanrelay.concurrent.Slots;
import dev.scanrelay.startup.SettingProblem;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * How many zips of stored files there may be: each costs processor time and a connection that storing needs, too. Made with the
 * service, so that a setting that can't work is told at once.
 */
@Singleton
final class OrderSlots {

    static final String ZIPS = "order-zips";

    /** How many are taken now. */
    static final String GAUGE = "scanrelay.orders.zips";

    @Produces
    @Startup
    @Singleton
    @Identifier(ZIPS) Slots zips(OrderConfig config, MeterRegistry meters) {
        if (config.maxZips() < 1) {
            throw SettingProblem.of("scanrelay.orders.max-zips", "is less than 1", "16");
        }
        Slots slots = new Slots(config.maxZips());
        meters.gauge(GAUGE, slots, Slots::taken);
        return slots;
    }
}
