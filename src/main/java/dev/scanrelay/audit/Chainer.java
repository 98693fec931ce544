package dev.scanrelay.audit;

import dev.scanrelay.role.Role;
import dev.scanrelay.role.Roles;
import dev.scanrelay.startup.SettingProblem;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Chains what was recorded, and signs and exports where the chain is: in one process at a time. */
@Singleton
final class Chainer {

    private static final Logger LOG = Logger.getLogger(Chainer.class);
    private static final int AFTER_THE_CHECKS = 3000;

    private final String owner = UUID.randomUUID().toString();
    private final ScheduledExecutorService executor;
    private final AuditSettings settings;
    private final Chain chain;
    private final Heads heads;
    private final Export export;
    private final ChainMetrics metrics;
    private final Roles roles;
    private final List<Future<?>> rounds = new ArrayList<>();
    private volatile boolean stopping;

    Chainer(
            ScheduledExecutorService executor,
            AuditSettings settings,
            Chain chain,
            Heads heads,
            Export export,
            ChainMetrics metrics,
            Roles roles) {
        this.roles = roles;
        this.executor = executor;
        this.settings = settings;
        this.chain = chain;
        this.heads = heads;
        this.export = export;
        this.metrics = metrics;
    }

    void start(@Observes @Priority(AFTER_THE_CHECKS) StartupEvent starting) {
        requirePositive("chain-every", settings.chainEvery());
        requirePositive("chain-lease", settings.chainLease());
        requirePositive("head-every", settings.headEvery());
        if (settings.headRecords() < 1) {
            throw SettingProblem.of("scanrelay.audit.head-records", "is not at least 1", "10000");
        }
        if (!roles.runs(Role.RECONCILE)) {
            return;
        }
        heads.tellIfNothingCanBeSigned();
        long pause = settings.chainEvery().toMillis();
        rounds.add(executor.scheduleWithFixedDelay(this::quietly, pause, pause, TimeUnit.MILLISECONDS));
    }

    void stop(@Observes ShutdownEvent stop) {
        stopping = true;
        rounds.forEach(round -> round.cancel(false));
        try {
            giveUp();
        } catch (RuntimeException databaseOut) {
            LOG.debug("the lease of the audit chain runs out by itself", databaseOut);
        }
    }

    private void quietly() {
        try {
            run();
        } catch (InterruptedException toldToEnd) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | RuntimeException | Error failure) {
            LOG.warnf("Chaining the audit record failed and will be tried again cause=%s", failure.getClass());
            LOG.debug("Chaining the audit record failed", failure);
        }
    }

    /** Nothing, if another process chains. */
    void run() throws ExecutionException, InterruptedException {
        if (!lengthen()) {
            metrics.end();
            return;
        }
        heads.signWhenDue()
                .map(Head::tip)
                .ifPresent(end -> LOG.infof("Audit chain signed number=%d hash=%s", end.number(), end.hex()));
        metrics.survey();
        for (Head head : heads.unexported()) {
            export.send(head);
            heads.exported(head);
        }
    }

    /** A round that still goes on must not take the lease again behind {@link #giveUp}. */
    private synchronized boolean lengthen() {
        OptionalInt chained = OptionalInt.of(Chain.BATCH);
        while (chained.orElse(0) == Chain.BATCH && !stopping) {
            chained = chain.lengthen(owner, settings.chainLease());
        }
        return chained.isPresent() && !stopping;
    }

    private synchronized void giveUp() {
        chain.giveUp(owner);
    }

    private static void requirePositive(String setting, Duration time) {
        if (time.toMillis() < 1) {
            throw SettingProblem.of("scanrelay.audit." + setting, "is not at least a millisecond", "PT10S");
        }
    }
}
