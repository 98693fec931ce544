package dev.scanrelay.push;

import dev.scanrelay.concurrent.Ticker;
import dev.scanrelay.database.Database;
import dev.scanrelay.endpoint.Endpoint;
import dev.scanrelay.event.EndpointFailing;
import dev.scanrelay.event.Event;
import dev.scanrelay.event.Outbox;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Warns of endpoints that fail, before they are disabled: at 50, 70 and 90 percent of the time, once each, however many processes look. It goes
 * by the time and not by attempts, which may be a day apart.
 */
@ApplicationScoped
class FailureWatch {

    private static final Logger LOG = Logger.getLogger(FailureWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(30);
    private static final int MOST = 100;

    /** Once a row is locked it is looked at again: another process may have warned meanwhile. */
    private static final String WARN = """
            with late as (
                select id, case when failing_since <= cast(:nine as timestamptz) then 90
                                when failing_since <= cast(:seven as timestamptz) then 70 else 50 end as percent
                  from endpoint
                 where enabled and failing_since <= cast(:five as timestamptz)
                   and (warned_of is distinct from failing_since
                        or (warned < 90 and failing_since <= cast(:nine as timestamptz))
                        or (warned < 70 and failing_since <= cast(:seven as timestamptz)))
                 order by failing_since limit :most for no key update skip locked
            )
            update endpoint e set warned = late.percent, warned_of = e.failing_since
              from late
             where e.id = late.id and (e.warned_of is distinct from e.failing_since or e.warned < late.percent)
            returning e.id, e.partner_id, array_to_string(e.accounts, ','), cast(extract(epoch from e.failing_since) * 1000000 as bigint), e.warned""";

    private final Database database;
    private final Outbox outbox;
    private final PushSettings settings;
    private final Clock clock;
    private final Ticker looking;

    FailureWatch(Database database, Outbox outbox, PushSettings settings, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.settings = settings;
        this.clock = clock;
        this.looking = new Ticker("push-failure-watch", EVERY, this::look);
    }

    void start(@Observes StartupEvent starting) {
        if (settings.enabled()) {
            looking.start();
        }
    }

    void drain(@Observes ShutdownDelayInitiatedEvent stopping) {
        looking.stop();
    }

    void stop(@Observes ShutdownEvent stopping) {
        looking.stop();
    }

    /** Whether there may be more to warn of. */
    boolean look() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<EndpointFailing> warned = database.write(session -> session.createNativeQuery(WARN, Object[].class)
                .setParameter("five", before(now, 50))
                .setParameter("seven", before(now, 70))
                .setParameter("nine", before(now, 90))
                .setParameter("most", MOST)
                .getResultList()
                .map(rows -> rows.stream().map(this::warning).toList())
                .call(warnings -> tell(session, warnings, now)));
        warned.forEach(warning -> LOG.warnf(
                "Endpoint will be disabled endpoint=%s failingSince=%s disabledFrom=%s",
                warning.endpoint(), warning.failingSince(), warning.disabledFrom()));
        return warned.size() == MOST;
    }

    private Instant before(Instant now, int percent) {
        return now.minus(settings.disableAfter().multipliedBy(percent).dividedBy(100));
    }

    private Uni<Void> tell(Mutiny.Session session, List<EndpointFailing> warnings, Instant now) {
        return Multi.createFrom()
                .iterable(warnings)
                .onItem()
                .transformToUniAndConcatenate(warning -> outbox.append(
                        session, Event.of(warning, warning.failingSince() + "/" + warning.percent(), now)))
                .collect()
                .last();
    }

    private EndpointFailing warning(Object[] row) {
        Instant since = Instant.EPOCH.plus(((Number) row[3]).longValue(), ChronoUnit.MICROS);
        return new EndpointFailing(
                new PartnerId((String) row[1]),
                Endpoint.onlyOf(Arrays.stream(((String) row[2]).split(","))
                        .filter(word -> !word.isEmpty())
                        .map(AccountId::new)
                        .collect(Collectors.toSet())),
                (UUID) row[0],
                since,
                since.plus(settings.disableAfter()),
                ((Number) row[4]).intValue());
    }
}
