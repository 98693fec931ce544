package dev.scanrelay.push;

/** The statements of {@link DeliveryLog}. */
final class DeliveryLogSql {

    private static final String SELECT = """
            select id, event_id, position, state, attempts, replay <> '00000000-0000-0000-0000-000000000000' as is_replay, created_at,
                   case when state = 'due' then due_at end as due_at, ended_at
              from delivery where endpoint_id = :endpoint and\s""";

    /** State by state, so that a rare one is found without walking past all the others. */
    static final String LIST = withEvent("""
            select d.* from unnest(string_to_array(:states, ',')) wanted cross join lateral (
            %s state = wanted and id < :before order by id desc limit :limit) d
             order by d.id desc limit :limit""".formatted(SELECT));

    /** Found by the event's position, so that its id need not be indexed with each delivery. */
    static final String OF_EVENT = withEvent(SELECT + """
            position in (select feed_position from outbox where event_id = :event
                         union all select feed_position from announced_event where event_id = :event)
               and state = any(string_to_array(:states, ',')) and id < :before
             order by id desc limit :limit""");

    static final String FIND = withEvent(SELECT + "id = :id");

    static final String ATTEMPTS = """
            select at, outcome, status, took_ms, body, next_at from delivery_attempt
             where delivery_id = :id order by id desc limit 100""";

    /** No more than these are counted, so that asking costs the same for the busiest endpoint. */
    static final int COUNTED = 50_000;

    private static final String LATEST = """
            (select outcome, took_ms, at from delivery_attempt
              where endpoint_id = :endpoint and at >= cast(:since as timestamptz) order by at desc limit %d) latest""".formatted(COUNTED);

    static final String OUTCOMES = """
            select outcome, count(*) as times, count(*) filter (where at >= cast(:recently as timestamptz)) as recent_times,
                   min(at) as earliest
              from %s group by outcome""".formatted(LATEST);

    static final String STANDING = """
            select open.open, open.oldest, t.median, t.slowest, t.last_delivered,
                   (select failing_since from endpoint where id = :endpoint) as failing_since
              from (select count(*) as open, min(created_at) as oldest
                      from (select created_at from delivery
                             where endpoint_id = :endpoint and state in ('waiting', 'due') limit %d) few) open,
                   (select percentile_disc(0.5) within group (order by took_ms) as median,
                           percentile_disc(0.99) within group (order by took_ms) as slowest,
                           max(at) filter (where outcome = 'delivered') as last_delivered
                      from %s) t""".formatted(COUNTED, LATEST);

    private DeliveryLogSql() {}

    /** With what the event is about, as long as there is that event. */
    private static String withEvent(String deliveries) {
        return """
                select d.*, e.type, e.subject from (
                %s) d left join lateral (
                select type, subject from outbox where feed_position = d.position
                union all select type, subject from announced_event where feed_position = d.position
                limit 1) e on true
                 order by d.id desc""".formatted(deliveries);
    }
}
