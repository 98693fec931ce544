package dev.scanrelay.event;

/** The statements of {@link Republications} and {@link SlowLane}. */
final class RepublicationSql {

    private static final String SELECT = """
            select r.id, r.partner_id, r.account_id, r.topic, r.from_time, nullif(r.to_time, 'infinity') as to_time, r.state, r.sent,
                   r.last - r.position as remaining, r.failure, r.asked_by, r.asked_at, r.ended_at
              from republication r
             where %s""";

    /** Positions grow with the time of the announcement, so a time range is a range of positions, found by two looks at an index each. */
    static final String BEGIN = """
            with first as (
                select min(feed_position) as position from (
                    (select feed_position from outbox where announced_at >= cast(:from as timestamptz) order by announced_at, feed_position limit 1)
                    union all
                    (select feed_position from announced_event where announced_at >= cast(:from as timestamptz)
                      order by announced_at, feed_position limit 1)) e
            ), last as (
                select max(feed_position) as position from (
                    (select feed_position from outbox where announced_at < cast(cast(:to as text) as timestamptz)
                      order by announced_at desc, feed_position desc limit 1)
                    union all
                    (select feed_position from announced_event where announced_at < cast(cast(:to as text) as timestamptz)
                      order by announced_at desc, feed_position desc limit 1)) e
            ), range as (
                select coalesce(first.position, 1) - 1 as position,
                       greatest(coalesce(first.position, 1) - 1, case when first.position is null then 0 else coalesce(last.position, 0) end) as last
                  from first, last
            )
            insert into republication (id, partner_id, account_id, topic, from_time, to_time, position, last, state, asked_by, asked_at,
                                       moved_at, ended_at)
            select :id, :partner, nullif(cast(:account as text), ''), :topic, cast(:from as timestamptz), cast(cast(:to as text) as timestamptz), position, last,
                   case when last > position then 'running' else 'done' end, :by, now(), now(),
                   case when last > position then null else now() end
              from range
                on conflict (partner_id, coalesce(account_id, ''), topic, from_time, to_time) where state = 'running' do nothing""";

    static final String SAME = SELECT.formatted("""
            r.partner_id = :partner and coalesce(r.account_id, '') = :account and r.topic = :topic
               and r.from_time = cast(:from as timestamptz) and r.to_time = cast(cast(:to as text) as timestamptz)
               and (r.state = 'running' or r.id = :id)
             order by r.state = 'running' desc limit 1""");

    static final String RUNNING =
            "select count(*) from republication where partner_id = :partner and state = 'running'";

    static final String FIND = SELECT.formatted("r.id = :id and r.partner_id = :partner");

    static final String LIST =
            SELECT.formatted("r.partner_id = :partner order by r.asked_at desc, r.id desc limit :limit");

    static final String STOP = """
            update republication set state = 'stopped', ended_at = now()
             where id = :id and partner_id = :partner and state = 'running'""";

    /** The one that moved longest ago, so that a short one does not wait for a long one. */
    static final String NEXT = """
            select id, partner_id, coalesce(account_id, ''), topic, position, last
              from republication
             where state = 'running' and not (topic = any(string_to_array(cast(:held as text), ',')))
             order by moved_at, id limit 1""";

    /**
     * A window of positions bounds what one look reads. What was erased from the catalogue is not told again, and what the operator
     * alone is told of goes nowhere else.
     */
    static final String EVENTS = """
            select e.feed_position, e.event_id, e.partner_id, e.account_id, e.ordering_key, e.type, e.subject,
                   cast(e.data as text), cast(:topic as text), cast(extract(epoch from e.occurred_at) * 1000000 as bigint),
                   cast(null as text)
              from (
                %s
                union all
                %s) e
             where exists (select 1 from scan_order o where o.id = e.order_id)
             order by e.feed_position limit :size""".formatted(meant("outbox"), meant("announced_event"));

    static final String OPEN = """
            insert into relay_batch (id, epoch, republication, up_to, events)
            select :batch, :epoch, r.id, :upTo, :events
              from republication r where r.id = :republication and r.state = 'running' and r.position = :after""";

    /** There was nothing for it up to there. */
    static final String PASS = """
            update republication
               set position = :upTo, moved_at = now(),
                   state = case when :upTo >= last then 'done' else state end,
                   ended_at = case when :upTo >= last then now() end
             where id = :republication and state = 'running' and position = :after""";

    /** It may have been stopped meanwhile. */
    static final String SENT = """
            update republication r
               set position = b.up_to, sent = r.sent + b.events, moved_at = now(),
                   state = case when r.state = 'running' and b.up_to >= r.last then 'done' else r.state end,
                   ended_at = case when r.state = 'running' and b.up_to >= r.last then now() else r.ended_at end
              from relay_batch b where b.id = :batch and r.id = b.republication""";

    static final String FAIL = """
            update republication set state = 'failed', failure = :failure, ended_at = now()
             where id = :republication and state = 'running'""";

    private static String meant(String table) {
        return """
            select feed_position, event_id, partner_id, account_id, ordering_key, order_id, type, subject, data, occurred_at
                  from %s
                 where feed_position > :after and feed_position <= :window and partner_id = :partner
                   and (:account = '' or account_id = :account) and order_id is not null and type <> '%s'""".formatted(table, EventType.ORDER_PARKED.wireName());
    }

    private RepublicationSql() {}
}
