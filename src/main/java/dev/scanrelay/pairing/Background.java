package dev.scanrelay.pairing;

import dev.scanrelay.role.Role;
import dev.scanrelay.role.Roles;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * What goes on by itself in every replica: withdrawn keys are looked up, farewells said, abandoned logins cleared, tokens renewed
 * though nobody calls, their known end announced, and calls and notifications noted.
 */
@Singleton
final class Background {

    private static final Logger LOG = Logger.getLogger(Background.class);
    private static final int AFTER_THE_CHECKS = 3000;
    private static final Duration FIGURES = Duration.ofSeconds(30);

    private final ScheduledExecutorService executor;
    private final PairingSettings settings;
    private final RevokedKeys revoked;
    private final KeyGenerations generations;
    private final FarewellPass farewells;
    private final AbandonedLogins abandoned;
    private final Warnings warnings;
    private final Visits visits;
    private final Invitations invitations;
    private final RenewalPass renewals;
    private final ExpiryPass expiry;
    private final Contacts contacts;
    private final Imports imports;
    private final PairingMeter meter;
    private final Draining draining;
    private final Roles roles;
    private final List<Future<?>> passes = new ArrayList<>();

    Background(
            ScheduledExecutorService executor,
            PairingSettings settings,
            RevokedKeys revoked,
            KeyGenerations generations,
            FarewellPass farewells,
            AbandonedLogins abandoned,
            Warnings warnings,
            Visits visits,
            Invitations invitations,
            RenewalPass renewals,
            ExpiryPass expiry,
            Contacts contacts,
            Imports imports,
            PairingMeter meter,
            Draining draining,
            Roles roles) {
        this.roles = roles;
        this.executor = executor;
        this.settings = settings;
        this.revoked = revoked;
        this.generations = generations;
        this.farewells = farewells;
        this.abandoned = abandoned;
        this.warnings = warnings;
        this.visits = visits;
        this.invitations = invitations;
        this.renewals = renewals;
        this.expiry = expiry;
        this.contacts = contacts;
        this.imports = imports;
        this.meter = meter;
        this.draining = draining;
    }

    void start(@Observes @Priority(AFTER_THE_CHECKS) StartupEvent starting) {
        every("withdrawn callback keys", settings.revokedEvery(), () -> revoked.replace(generations.revokedThrough()));
        every("health", settings.healthEvery(), contacts::write);
        if (roles.runs(Role.RECONCILE)) {
            forAll();
        }
    }

    private void forAll() {
        every("farewells", settings.farewellEvery(), farewells::run);
        every("abandoned logins", settings.attemptLifetime(), abandoned::clear);
        every("warnings", settings.farewellEvery(), warnings::catchUp);
        every("visits that are over", settings.attemptLifetime(), visits::clear);
        every("invitations over long ago", settings.attemptLifetime(), invitations::clear);
        every("renewals", settings.renewEvery(), renewals::run);
        every("expiry", settings.expiryEvery(), expiry::run);
        every("figures", FIGURES, meter::count);
        every("imports", settings.farewellEvery(), imports::goOn);
    }

    private void every(String work, Duration pause, Runnable run) {
        passes.add(
                executor.scheduleWithFixedDelay(() -> quietly(work, run), 0, pause.toMillis(), TimeUnit.MILLISECONDS));
    }

    @PreDestroy
    void stop() {
        passes.forEach(pass -> pass.cancel(false));
    }

    private void quietly(String work, Runnable run) {
        if (draining.hasBegun()) {
            return;
        }
        try {
            run.run();
        } catch (RuntimeException | Error failure) {
            LOG.warnf("Background work failed and will be tried again work=%s cause=%s", work, failure.getClass());
        }
    }
}
