package dev.scanrelay.secret;

import dev.scanrelay.mounted.MountedSettings;
import dev.scanrelay.mounted.StaleSecrets;
import dev.scanrelay.startup.SettingProblem;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Looks at the keyset document now and then. A new one is held against the canaries as at the start and is used from then on; one that
 * can't be used changes nothing.
 */
@Singleton
final class KeysetWatch {

    private static final Logger LOG = Logger.getLogger(KeysetWatch.class);
    private static final String WHAT = "keyset";
    private static final int AFTER_THE_CHECKS = 3000;

    private final KeysetLoader loader;
    private final KeysetCheck check;
    private final Keyring keys;
    private final StaleSecrets stale;
    private final MountedSettings settings;
    private final ScheduledExecutorService executor;
    private final List<Future<?>> looks = new ArrayList<>();
    private Optional<Secret> inUse = Optional.empty();

    KeysetWatch(
            KeysetLoader loader,
            KeysetCheck check,
            Keyring keys,
            StaleSecrets stale,
            MountedSettings settings,
            ScheduledExecutorService executor) {
        this.loader = loader;
        this.check = check;
        this.keys = keys;
        this.stale = stale;
        this.settings = settings;
        this.executor = executor;
    }

    void start(@Observes @Priority(AFTER_THE_CHECKS) StartupEvent starting) {
        long pause = settings.checkEvery().toMillis();
        looks.add(executor.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS));
    }

    @PreDestroy
    void stop() {
        looks.forEach(look -> look.cancel(false));
    }

    synchronized void look() {
        try {
            KeysetLoader.Document document = loader.document();
            if (!inUse.equals(Optional.of(document.text()))) {
                take(document);
            }
            stale.is(WHAT, "");
        } catch (SettingProblem unusable) {
            stale.is(WHAT, unusable.problem() + "; the keys before are used");
        } catch (RuntimeException | Error failure) {
            LOG.warnf("The keyset could not be looked at, and will be again cause=%s", failure.getClass());
        }
    }

    private void take(KeysetLoader.Document document) {
        Keysets next = document.keysets();
        if (!next.reveal().equals(keys.now().reveal())) {
            check.check(next);
            keys.use(next);
            LOG.info("A new keyset is in use");
        }
        inUse = Optional.of(document.text());
    }
}
