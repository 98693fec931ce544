package dev.scanrelay.startup;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The clock of the service, in UTC; tests put their own in its place. */
final class SystemClock {

    SystemClock() {}

    @Produces
    @DefaultBean
    @Singleton
    static Clock clock() {
        return Clock.systemUTC();
    }
}
