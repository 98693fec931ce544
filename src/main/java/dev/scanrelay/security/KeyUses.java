package dev.scanrelay.security;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * When keys were last used. Noted in memory, which holds one entry per key of ours, and written once a minute for all keys together:
 * no call waits for it, and what an outage loses is a time.
 */
@Singleton
final class KeyUses {

    private static final Logger LOG = Logger.getLogger(KeyUses.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int AFTER_THE_CHECKS = 3000;

    private final ApiKeys keys;
    private final ScheduledExecutorService executor;
    private final Map<String, Instant> noted = new ConcurrentHashMap<>();
    private Future<?> writing = CompletableFuture.completedFuture(null);

    KeyUses(ApiKeys keys, ScheduledExecutorService executor) {
        this.keys = keys;
        this.executor = executor;
    }

    void note(String keyId, Instant at) {
        noted.put(keyId, at);
    }

    void start(@Observes @Priority(AFTER_THE_CHECKS) StartupEvent starting) {
        long pause = PAUSE.toMillis();
        writing = executor.scheduleWithFixedDelay(this::write, pause, pause, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent stopping) {
        writing.cancel(false);
        write();
    }

    void write() {
        Map<String, Instant> taken = new HashMap<>(noted);
        if (taken.isEmpty()) {
            return;
        }
        taken.forEach(noted::remove); // unless used again meanwhile
        try {
            keys.used(taken);
        } catch (RuntimeException | Error unwritten) {
            LOG.warnf("Last uses of API keys were not written keys=%d cause=%s", taken.size(), unwritten.getClass());
        }
    }
}
