package dev.scanrelay.mounted;

import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Looks at the mounted secrets now and then: what is live is used from then on, anything else has this process begin anew. */
@Singleton
final class MountWatch {

    private static final Logger LOG = Logger.getLogger(MountWatch.class);
    private static final String WHAT = "files";
    private static final int AFTER_THE_CHECKS = 3000;

    private final Config config;
    private final MountedSettings settings;
    private final ScheduledExecutorService executor;
    private final List<LiveSetting> live;
    private final Restart restart;
    private final StaleSecrets stale;
    private @Nullable Future<?> looks;

    MountWatch(
            Config config,
            MountedSettings settings,
            ScheduledExecutorService executor,
            @All List<LiveSetting> live,
            Restart restart,
            StaleSecrets stale) {
        this.config = config;
        this.settings = settings;
        this.executor = executor;
        this.live = List.copyOf(live);
        this.restart = restart;
        this.stale = stale;
    }

    void start(@Observes @Priority(AFTER_THE_CHECKS) StartupEvent starting) {
        for (ConfigSource source : config.getConfigSources()) {
            if (source instanceof MountedSecrets secrets) {
                watch(secrets);
            }
        }
    }

    @PreDestroy
    void stop() {
        if (looks != null) {
            looks.cancel(false);
        }
    }

    private void watch(MountedSecrets secrets) {
        long pause = settings.checkEvery().toMillis();
        looks = executor.scheduleWithFixedDelay(() -> look(secrets), pause, pause, TimeUnit.MILLISECONDS);
    }

    private void look(MountedSecrets secrets) {
        try {
            MountedSecrets.Look look = secrets.look();
            stale.is(WHAT, look.gone().isEmpty() ? "" : "gone or empty, their values are kept: " + look.gone());
            if (!look.changed().isEmpty()) {
                changed(look.changed());
            }
        } catch (Unreadable unreadable) {
            stale.is(WHAT, "can't be read, the values before are kept: " + unreadable.getMessage());
        } catch (RuntimeException | Error failure) {
            LOG.warnf("Mounted secrets could not be looked at, and will be again cause=%s", failure.getClass());
        }
    }

    private void changed(Set<String> names) {
        LOG.infof("Mounted secrets changed settings=%s", names);
        Set<String> atTheStartOnly = names.stream()
                .filter(name -> live.stream().noneMatch(setting -> setting.covers(name)))
                .collect(Collectors.toSet());
        if (!atTheStartOnly.isEmpty()) {
            restart.because(atTheStartOnly);
        }
    }
}
