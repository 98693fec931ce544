package dev.scanrelay.secret;

import dev.scanrelay.role.Role;
import dev.scanrelay.role.Roles;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Looks now and then for what is sealed with an old key. */
@Singleton
final class ResealPass {

    private static final Logger LOG = Logger.getLogger(ResealPass.class);
    private static final int AFTER_THE_CHECKS = 3000;

    private final ScheduledExecutorService executor;
    private final KeysetSettings settings;
    private final Reseal reseal;
    private final Roles roles;
    private final List<Future<?>> passes = new ArrayList<>();

    ResealPass(ScheduledExecutorService executor, KeysetSettings settings, Reseal reseal, Roles roles) {
        this.roles = roles;
        this.executor = executor;
        this.settings = settings;
        this.reseal = reseal;
    }

    void start(@Observes @Priority(AFTER_THE_CHECKS) StartupEvent starting) {
        if (!roles.runs(Role.RECONCILE)) {
            return;
        }
        long pause = settings.resealEvery().toMillis();
        passes.add(executor.scheduleWithFixedDelay(this::run, pause, pause, TimeUnit.MILLISECONDS));
    }

    @PreDestroy
    void stop() {
        passes.forEach(pass -> pass.cancel(false));
    }

    private void run() {
        try {
            reseal.run();
        } catch (RuntimeException | Error failure) {
            LOG.warnf("Sealing anew failed and will be tried again cause=%s", failure.getClass());
        }
    }
}
