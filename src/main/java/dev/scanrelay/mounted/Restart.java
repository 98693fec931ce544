package dev.scanrelay.mounted;

import io.quarkus.runtime.Quarkus;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Ends this process, as a signal would, at a random time, so that replicas do not end together; whoever runs it starts it again. The exit
 * code is not 0, for those who start again only what failed.
 */
@Singleton
class Restart {

    /** EX_TEMPFAIL of sysexits.h: try again. */
    static final int EXIT_CODE = 75;

    private static final Logger LOG = Logger.getLogger(Restart.class);

    private final MountedSettings settings;
    private final ScheduledExecutorService executor;
    private final AtomicBoolean planned = new AtomicBoolean();

    Restart(MountedSettings settings, ScheduledExecutorService executor) {
        this.settings = settings;
        this.executor = executor;
    }

    void because(Set<String> settingsThatAreReadOnce) {
        Duration within = settings.restartWithin();
        if (within.isZero()) {
            LOG.warnf("These are read at the start only; restart this process settings=%s", settingsThatAreReadOnce);
            return;
        }
        long wait = ThreadLocalRandom.current().nextLong(within.toMillis());
        if (planned.compareAndSet(false, true)) {
            LOG.warnf(
                    "These are read at the start only, so this process ends to be started again settings=%s inSeconds=%d",
                    settingsThatAreReadOnce, wait / 1000);
            CompletableFuture.delayedExecutor(wait, TimeUnit.MILLISECONDS, executor)
                    .execute(this::end);
        }
    }

    void end() {
        Quarkus.asyncExit(EXIT_CODE);
    }
}
