package dev.scanrelay.startup;

import io.quarkus.arc.DefaultBean;
import jakarta.inject.Singleton;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** The clock of the service, in UTC; tests put their own in its place. */
final class SystemClock {

    private SystemClock() {}

    @Produces
    @DefaultBean
    @Singleton
    static Clock clock() {
        return Clock.systemUTC();
    }
}
