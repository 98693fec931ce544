package dev.scanrelay.event;

import dev.scanrelay.database.Database;
import dev.scanrelay.event.RelayMetrics.Survey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** What the one relay does beside relaying: counts what waits, and puts away what was announced long ago, a little at a time. */
final class Housekeeping {

    private static final Duration SURVEY_EVERY = Duration.ofSeconds(5);
    private static final Duration PURGE_EVERY = Duration.ofMinutes(1);
    private static final int AT_ONCE = 1000;

    private static final String SURVEY = """
            select count(*) filter (where parked_reason is null),
                coalesce(extract(epoch from now() - min(occurred_at) filter (where parked_reason is null)), 0),
                count(*) filter (where parked_reason is not null)
            from outbox where announced_at is null
            """;
    // Those of orders that are still in the catalogue are kept, to be republished.
    private static final String PURGE_EVENTS = """
            with old as materialized (
                select * from outbox where announced_at < now() - make_interval(secs => :seconds)
                order by announced_at limit :most
            ), kept as (
                insert into announced_event (feed_position, event_id, partner_id, account_id, ordering_key, order_id, type, subject,
                                             data, occurred_at, announced_at)
                select old.feed_position, old.event_id, old.partner_id, old.account_id, old.ordering_key, old.order_id, old.type,
                       old.subject, old.data, old.occurred_at, old.announced_at
                from old join scan_order on scan_order.id = old.order_id
            )
            delete from outbox where id in (select id from old)
            """;
    private static final String PURGE_BATCHES = """
            delete from relay_batch where id in (
                select id from relay_batch where closed_at < now() - make_interval(secs => :seconds)
                order by closed_at limit :most)
            """;
    // A turn is a lock and no more: without its row the next writer makes a new one.
    private static final String PURGE_TURNS = """
            delete from outbox_turn where ordering_key in (
                select ordering_key from outbox_turn where appended_at < now() - make_interval(secs => :seconds)
                order by appended_at limit :most)
            and appended_at < now() - make_interval(secs => :seconds)
            """;

    private final Database database;
    private final RelayMetrics metrics;
    private final Clock clock;
    private final double retention;
    private Instant nextSurvey = Instant.MIN;
    private Instant nextPurge = Instant.MIN;

    Housekeeping(Database database, RelayMetrics metrics, Clock clock, Duration retention) {
        this.database = database;
        this.metrics = metrics;
        this.clock = clock;
        this.retention = retention.toSeconds();
    }

    void tidy() {
        Instant now = clock.instant();
        if (!now.isBefore(nextSurvey)) {
            metrics.surveyed(survey());
            nextSurvey = now.plus(SURVEY_EVERY);
        }
        if (!now.isBefore(nextPurge)) {
            boolean more = Stream.of(PURGE_EVENTS, PURGE_BATCHES, PURGE_TURNS)
                    .map(this::purge)
                    .reduce(false, Boolean::logicalOr);
            nextPurge = now.plus(more ? SURVEY_EVERY : PURGE_EVERY);
        }
    }

    /** Another process knows better from now on. */
    void end() {
        metrics.surveyed(Survey.NONE);
        nextSurvey = Instant.MIN;
    }

    private Survey survey() {
        Object[] counts = database.read(
                session -> session.createNativeQuery(SURVEY, Object[].class).getSingleResult());
        return new Survey(number(counts[0]), number(counts[1]), number(counts[2]));
    }

    private boolean purge(String statement) {
        return database.write(session -> session.createNativeQuery(statement)
                        .setParameter("seconds", retention)
                        .setParameter("most", AT_ONCE)
                        .executeUpdate())
                == AT_ONCE;
    }

    private static double number(Object column) {
        return ((Number) column).doubleValue();
    }
}
