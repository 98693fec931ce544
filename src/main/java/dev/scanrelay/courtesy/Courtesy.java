package dev.scanrelay.courtesy;

import dev.scanrelay.courtesy.Rests.Known;
import dev.scanrelay.itero.Caller;
import dev.scanrelay.itero.Gate;
import dev.scanrelay.itero.Gate.Entry.Admitted;
import dev.scanrelay.itero.Gate.Entry.Refused;
import dev.scanrelay.itero.IteroConfig;
import dev.scanrelay.itero.IteroException;
import dev.scanrelay.metric.Regions;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * The gate to Align. What all processes have to know is in the database and looked up once a second; how often is asked is counted by each
 * for itself.
 */
@ApplicationScoped
class Courtesy implements Gate {

    private static final Logger LOG = Logger.getLogger(Courtesy.class);
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final CourtesyConfig config;
    private final Rests rests;
    private final Limits limits;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<String, Streak> streaks = new ConcurrentHashMap<>();
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Known known = Known.NOBODY;
    private volatile Instant readAt = Instant.MIN;

    Courtesy(CourtesyConfig config, Rests rests, MeterRegistry meters, Clock clock) {
        this.config = config;
        this.rests = rests;
        this.limits = new Limits(config, TimeMeter.SYSTEM_NANOTIME);
        this.meters = meters;
        this.clock = clock;
        meters.gauge(
                "scanrelay.align.regions.out",
                this,
                gate -> gate.known.regions().size());
        meters.gauge("scanrelay.align.accounts.paused", this, Courtesy::paused);
    }

    void start(@Observes StartupEvent starting, IteroConfig itero) {
        CourtesySettings.check(config, itero.callTimeout());
    }

    @Override
    public Entry enter(Caller caller) {
        lookUp();
        Instant now = clock.instant();
        Optional<Instant> out = Optional.ofNullable(known.regions().get(caller.region()));
        if (out.filter(now::isBefore).isPresent()) {
            return refused(Reason.REGION_OUT, Duration.between(now, out.get()));
        }
        Optional<Instant> paused = Optional.ofNullable(known.accounts().get(Party.of(caller)));
        if (paused.filter(now::isBefore).isPresent()) {
            return refused(Reason.PAUSED, Duration.between(now, paused.get()));
        }
        Optional<Duration> wait = permit(caller);
        if (wait.isPresent()) {
            return refused(Reason.OWN_LIMIT, wait.get());
        }
        return out.isPresent() ? probe(caller.region()) : new Admitted(false);
    }

    @Override
    public void answered(Caller caller, Admitted entry) {
        streak(caller.region()).end();
        if (entry.probe()) {
            noted(() -> rests.close(caller.region()));
            LOG.infof("Region answers again, its orders go on region=%s", Regions.shown(caller.region()));
        }
    }

    @Override
    public boolean failed(Caller caller, Admitted entry, IteroException failure) {
        if (failure.kind() != IteroException.Kind.TRANSIENT) {
            answered(caller, entry);
            if (failure.kind() == IteroException.Kind.RATE_LIMITED) {
                pause(caller, failure);
            }
            return false;
        }
        return Thread.currentThread().isInterrupted() ? isOut(caller.region()) : trouble(caller, entry);
    }

    private boolean trouble(Caller caller, Admitted entry) {
        String region = caller.region();
        if (entry.probe()) {
            noted(() -> rests.longer(region, config.outage(), config.outageAtMost()));
        } else if (!isOut(region)) {
            int failing = streak(region).add(Party.of(caller), clock.instant());
            if (failing > 0) {
                noted(() -> open(region, failing));
            }
        }
        return isOut(region);
    }

    private void open(String region, int failing) {
        if (rests.open(region, failing, config.accounts(), config.outage())) {
            LOG.warnf("Region is out, its orders wait region=%s accounts=%d", Regions.shown(region), failing);
        }
    }

    /** The call has been made: what can't be noted must not cost its outcome. */
    private void noted(Runnable note) {
        try {
            note.run();
        } catch (RuntimeException outage) {
            LOG.debug("Could not be noted for all processes", outage);
        }
        lookUpNow();
    }

    private void pause(Caller caller, IteroException limited) {
        Duration wait = limited.retryAfter().filter(Duration::isPositive).orElse(config.pause());
        noted(() -> rests.pause(Party.of(caller), wait));
    }

    /** The first after the time is the one that tries. */
    private Entry probe(String region) {
        boolean ours = claimed(region);
        lookUpNow();
        if (ours) {
            return new Admitted(true);
        }
        return isOut(region) ? refused(Reason.REGION_OUT, config.outage()) : new Admitted(false);
    }

    private boolean claimed(String region) {
        try {
            return rests.claim(region, config.probe());
        } catch (RuntimeException outage) {
            LOG.debug("Nobody can be told that this process tries the region", outage);
            return false;
        }
    }

    /** Empty if it was given; else how long to wait. */
    private Optional<Duration> permit(Caller caller) {
        boolean unhurried = Unhurried.isHere();
        Duration waited = Duration.ZERO;
        Duration wait = limits.take(caller, unhurried);
        while (!wait.isZero()) {
            waited = waited.plus(wait);
            if (waited.compareTo(config.patience()) > 0 || !waited(wait)) {
                return Optional.of(wait);
            }
            wait = limits.take(caller, unhurried);
        }
        return Optional.empty();
    }

    private static boolean waited(Duration time) {
        try {
            new Semaphore(0).tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (InterruptedException toldToEnd) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Refused refused(Reason reason, Duration wait) {
        meters.counter("scanrelay.align.withheld", "reason", reason.name().toLowerCase(Locale.ROOT))
                .increment();
        return new Refused(reason, wait);
    }

    private boolean isOut(String region) {
        return known.regions().containsKey(region);
    }

    private Streak streak(String region) {
        return streaks.computeIfAbsent(region, unknown -> {
            Gauge.builder("scanrelay.align.region.out", () -> isOut(region) ? 1 : 0)
                    .description("1 while the region is out, as this process knows")
                    .tag("region", Regions.shown(region))
                    .register(meters);
            return new Streak(config.failures(), config.window());
        });
    }

    private double paused() {
        Instant now = clock.instant();
        return known.accounts().values().stream().filter(now::isBefore).count();
    }

    /** One reads at a time; the others go by what they know. */
    private void lookUp() {
        if (clock.instant().isBefore(readAt.plus(FRESH)) || !reading.tryLock()) {
            return;
        }
        try {
            lookUpNow();
        } finally {
            reading.unlock();
        }
    }

    private void lookUpNow() {
        readAt = clock.instant();
        try {
            known = rests.read();
            // What failed before must not have it out again at once when it is back.
            known.regions().keySet().forEach(region -> streak(region).end());
        } catch (RuntimeException outage) {
            LOG.debug("Going by what was known before", outage);
        }
    }
}
