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

    // By the index of what waits and that of what is parked, and past nothing that is announced.
    static final String SURVEY = """
            select waiting.count, coalesce(extract(epoch from now() - waiting.oldest), 0), parked.count
            from (select count(*), min(occurred_at) as oldest from outbox where announced_at is null and parked_reason is null) waiting,
                (select count(*) from outbox where parked_reason is not null) parked
            """;
    // Those of orders stay as long as their order; those of nothing in the catalogue as long as the feed goes back.
    private static final String PURGE_EVENTS = """
            with old as materialized (
                select * from outbox where announced_at < now() - make_interval(secs => :seconds)
                order by announced_at limit :most for update skip locked
            ), kept as (
                insert into announced_event (feed_position, event_id, partner_id, account_id, ordering_key, order_id, type, subject,
                                             data, occurred_at, announced_at)
                select old.feed_position, old.event_id, old.partner_id, old.account_id, old.ordering_key, old.order_id, old.type,
                       old.subject, old.data, old.occurred_at, old.announced_at
                from old where old.order_id is null or exists (select 1 from scan_order where scan_order.id = old.order_id)
            )
            delete from outbox where id in (select id from old)
            """;
    private static final String PURGE_FEED = """
            with old as (
                select feed_position from announced_event
                where order_id is null and announced_at < now() - make_interval(secs => :seconds)
                order by announced_at limit :most
            ), gone as (
                delete from announced_event where feed_position in (select feed_position from old) returning feed_position
            )
            update relay_lease set feed_complete_after = greatest(feed_complete_after, (select max(feed_position) from gone))
            where exists (select 1 from gone)
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
    private final Duration retention;
    private final Duration feedRetention;
    private Instant nextSurvey = Instant.MIN;
    private Instant nextPurge = Instant.MIN;

    Housekeeping(Database database, RelayMetrics metrics, Clock clock, RelaySettings settings) {
        this.database = database;
        this.metrics = metrics;
        this.clock = clock;
        this.retention = settings.retention();
        this.feedRetention = settings.feedRetention();
    }

    void tidy() {
        Instant now = clock.instant();
        if (!now.isBefore(nextSurvey)) {
            metrics.surveyed(survey());
            nextSurvey = now.plus(SURVEY_EVERY);
        }
        if (!now.isBefore(nextPurge)) {
            boolean more = Stream.of(PURGE_EVENTS, PURGE_BATCHES, PURGE_TURNS)
                    .map(statement -> purge(statement, retention))
                    .reduce(purge(PURGE_FEED, feedRetention), Boolean::logicalOr);
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

    private boolean purge(String statement, Duration age) {
        return database.write(session -> session.createNativeQuery(statement)
                        .setParameter("seconds", (double) age.toSeconds())
                        .setParameter("most", AT_ONCE)
                        .executeUpdate())
                == AT_ONCE;
    }

    private static double number(Object column) {
        return ((Number) column).doubleValue();
    }
}
