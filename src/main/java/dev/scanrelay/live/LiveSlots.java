package dev.scanrelay.live;

import dev.scanrelay.concurrent.Slots;
import dev.scanrelay.startup.SettingProblem;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** How many live downloads there may be; made with the service, so that a setting that can't work is told at once. */
@Singleton
final class LiveSlots {

    static final String DOWNLOADS = "live-downloads";

    /** How many are taken now. */
    static final String GAUGE = "scanrelay.live.downloads";

    @Produces
    @Startup
    @Singleton
    @Identifier(DOWNLOADS) Slots downloads(LiveConfig config, MeterRegistry meters) {
        if (config.maxDownloads() < 1) {
            throw SettingProblem.of("scanrelay.live.max-downloads", "is less than 1", "32");
        }
        Slots slots = new Slots(config.maxDownloads());
        meters.gauge(GAUGE, slots, Slots::taken);
        return slots;
    }
}
