package dev.scanrelay.event;

/** The statements of {@link Batches}. */
final class BatchSql {

    private static final String PENDING = "o.announced_at is null and o.parked_reason is null and o.batch is null";

    // Topics that can't be written for now. What follows such an event within its key waits too. Taken apart once, and
    // not for each that waits.
    private static final String NOT_HELD = "not (o.topics && (select string_to_array(cast(:held as text), ',')))";

    // In order, so that what waits is found by its index, however much of the table the planner takes for waiting.
    static final String WAITING = "select (select o.id from outbox o where " + PENDING + " and " + NOT_HELD
            + " order by o.id limit 1) is not null";

    static final String OPEN = "insert into relay_batch (id, epoch) values (:batch, :epoch)";

    static final String ASSIGN = """
            update outbox set batch = :batch
            where id in (
                select o.id from outbox o
                where %s and %s
                and (cast(:held as text) = '' or not exists (
                    select 1 from outbox earlier
                    where earlier.ordering_key = o.ordering_key and earlier.id < o.id and earlier.announced_at is null
                    and earlier.topics && string_to_array(cast(:held as text), ',')))
                order by o.id limit :size)
            returning id, event_id, partner_id, account_id, ordering_key, type, subject, cast(data as text),
                array_to_string(topics, ','), cast(extract(epoch from occurred_at) * 1000000 as bigint), trace_parent
            """.formatted(PENDING, NOT_HELD);

    static final String LEFT_OPEN = "select id, republication is not null from relay_batch where closed_at is null";

    static final String EVENTS = """
            select id from outbox where announced_at is null and parked_reason is null and batch = :batch order by id""";

    static final String ANNOUNCE = """
            update outbox
            set announced_at = now(), feed_position = :position + place.number
            from (select id, row_number() over (order by id) as number from outbox
                   where id = any(cast(string_to_array(:ids, ',') as bigint[])) and batch = :batch) place
            where outbox.id = place.id
            """;

    static final String ADVANCE_FEED = "update relay_lease set feed_position = feed_position + :count";

    static final String TELL_TIMELINES = """
            insert into timeline (order_id, at, what, revision)
            select o.order_id, now(), 'announced', cast(o.data ->> 'revision' as int)
            from outbox o join scan_order on scan_order.id = o.order_id
            where o.feed_position > :position and o.feed_position <= cast(:position as bigint) + cast(:count as int)
            order by o.id
            """;

    static final String RELEASE =
            "update outbox set batch = null where announced_at is null and parked_reason is null and batch = :batch";

    static final String CLOSE =
            "update relay_batch set closed_at = now(), outcome = :outcome where id = :batch and closed_at is null";

    static final String PARK = "update outbox set parked_reason = :reason where id = :id";

    // Most times nothing is parked: then what waits is not looked at.
    static final String PARK_BEHIND = """
            update outbox o set parked_reason = :reason
            from (
                select ordering_key, min(id) as id from outbox
                where parked_reason is not null group by ordering_key) parked
            where (select ordering_key from outbox where parked_reason is not null order by ordering_key, id limit 1) is not null
            and o.ordering_key = parked.ordering_key and o.id > parked.id and %s
            """.formatted(PENDING);

    static final String DISCARD = "delete from relay_batch where id = :batch";

    private BatchSql() {}
}
