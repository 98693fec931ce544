package dev.scanrelay.rx;

import dev.scanrelay.database.Database;
import dev.scanrelay.role.Role;
import dev.scanrelay.role.Roles;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
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

/** What goes on by itself in every replica: lost answers are settled, old requests cleared. */
@Singleton
final class Background {

    private static final Logger LOG = Logger.getLogger(Background.class);
    private static final int AFTER_THE_CHECKS = 3000;
    private static final Duration CLEAR_EVERY = Duration.ofMinutes(10);
    private static final int AT_ONCE = 500;

    /** A legal hold keeps them: of the patient that was asked for, of the order, or of whose that is. */
    private static final String CLEAR = """
            delete from scan_request where id in (
                select id from scan_request r
                 where changed_at < :before
                   and not exists (select 1 from legal_hold h
                                    where h.lifted_at is null and h.partner_id = r.partner_id and h.account_id = r.account_id
                                      and lower(h.patient_id) = lower(r.patient_id))
                   and not exists (select 1 from scan_order o join legal_hold h
                                       on h.order_id = o.id
                                          or (h.partner_id = o.partner_id and h.account_id = o.account_id
                                              and lower(h.patient_id) = lower(o.patient_id))
                                    where o.id = r.order_id and h.lifted_at is null)
                 order by changed_at limit :most for update skip locked)""";

    private final ScheduledExecutorService executor;
    private final Settlement settlement;
    private final Database database;
    private final Requests requests;
    private final RxSettings settings;
    private final Roles roles;
    private final List<Future<?>> passes = new ArrayList<>();

    Background(
            ScheduledExecutorService executor,
            Settlement settlement,
            Database database,
            Requests requests,
            RxSettings settings,
            Roles roles) {
        this.roles = roles;
        this.executor = executor;
        this.settlement = settlement;
        this.database = database;
        this.requests = requests;
        this.settings = settings;
    }

    void start(@Observes @Priority(AFTER_THE_CHECKS) StartupEvent starting) {
        if (roles.runs(Role.RECONCILE)) {
            every("lost answers", settings.settleEvery(), settlement::run);
            every("old scan requests", CLEAR_EVERY, this::clear);
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        passes.forEach(pass -> pass.cancel(false));
    }

    /** With their patients and keys; the orders stay. */
    void clear() {
        int cleared;
        do {
            cleared = database.write(session -> session.createNativeQuery(CLEAR)
                    .setParameter("before", requests.now().minus(settings.keep()))
                    .setParameter("most", AT_ONCE)
                    .executeUpdate());
        } while (cleared == AT_ONCE);
    }

    private void every(String work, Duration pause, Runnable run) {
        passes.add(executor.scheduleWithFixedDelay(
                () -> quietly(work, run), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS));
    }

    private static void quietly(String work, Runnable run) {
        try {
            run.run();
        } catch (RuntimeException | Error failure) {
            LOG.warnf("Background work failed and will be tried again work=%s cause=%s", work, failure.getClass());
        }
    }
}
