package dev.scanrelay.push;

import dev.scanrelay.event.EventType;

/** The statements of {@link Redelivery}: each in a transaction that holds the endpoint, as a settlement does. */
final class RedeliverySql {

    static final String FIRST = "00000000-0000-0000-0000-000000000000";

    private static final String BUSY = """
            exists (select 1 from delivery o
                     where o.endpoint_id = :endpoint and o.ordering_key = %s and o.state in ('waiting', 'due'))""";

    /** As new, behind what is on its way for the same order. */
    private static final String REVIVED = """
            ended_at = null, due_at = now(), tried_since = now(), attempts = 0, lease_until = null""";

    static final String HOLD = "select 1, id from endpoint where id = :endpoint for no key update";

    static final String STATE = "select 1, state from delivery where id = :id and endpoint_id = :endpoint";

    static final String RESEND = """
            update delivery d set state = case when %s then 'waiting' else 'due' end, %s
             where d.id = :id and d.endpoint_id = :endpoint and d.ended_at is not null""".formatted(BUSY.formatted("d.ordering_key"), REVIVED);

    static final String HURRY_ONE = """
            update delivery set due_at = now()
             where id = :id and endpoint_id = :endpoint and state = 'due' and lease_until is null""";

    /** While the endpoint fails, this is the one that is tried. */
    static final String PROBE = """
            update endpoint set probe = :id
             where id = :endpoint and failing_since is not null
               and exists (select 1 from delivery where id = :id and state = 'due')""";

    static final String RECOVER = """
            with chosen as (
                select id, ordering_key, position from delivery
                 where endpoint_id = :endpoint and state in ('given-up', 'dropped') and ended_at >= cast(:since as timestamptz)
                 order by ended_at, id limit :most
            ), turn as (
                select id, row_number() over (partition by ordering_key order by position, id) as turn, %s as busy from chosen
            )
            update delivery d set state = case when turn.turn = 1 and not turn.busy then 'due' else 'waiting' end, %s
              from turn where d.id = turn.id""".formatted(BUSY.formatted("chosen.ordering_key"), REVIVED);

    /** What waits for its next attempt is tried now. */
    static final String HURRY = """
            update delivery set due_at = now()
             where lease_until is null and state = 'due' and due_at > now()
               and id in ((select id from delivery
                            where endpoint_id = :endpoint and state = 'due' and lease_until is null and due_at > now()
                            order by due_at limit :most)
                          union all
                          select probe from endpoint where id = :endpoint and probe is not null)""";

    private static final String TOLD = """
            select e.feed_position, e.event_id, e.ordering_key from (
                (select * from (%1$s) young order by feed_position limit :most)
                union all
                (select * from (%2$s) old order by feed_position limit :most)) e
             order by e.feed_position limit :most""".formatted(told("outbox"), told("announced_event"));

    /** Where the stretch begins and ends: found by time, read by position. */
    static final String STRETCH = """
            select greatest(:after, coalesce((
                       select min(position) from (
                           (select feed_position as position from outbox where announced_at >= cast(:from as timestamptz)
                             order by announced_at, feed_position limit 1)
                           union all
                           (select feed_position from announced_event where announced_at >= cast(:from as timestamptz)
                             order by announced_at, feed_position limit 1)) first), 9223372036854775807) - 1),
                   least((select position from push_cursor), coalesce((
                       select max(position) from (
                           (select feed_position as position from outbox where announced_at < cast(:until as timestamptz)
                             order by announced_at desc, feed_position desc limit 1)
                           union all
                           (select feed_position from announced_event where announced_at < cast(:until as timestamptz)
                             order by announced_at desc, feed_position desc limit 1)) last), 0))""";

    /** The last position of the page; none: nothing is left. */
    static final String PAGE = "select count(*), max(feed_position) from (%s) page".formatted(TOLD);

    /** What is on its way already, or was, is left as it is: a page that is asked for twice is added once. */
    static final String REPLAY = """
            with page as (%s), turn as (
                select page.*, cast(:lane as text) || page.ordering_key as lane,
                       row_number() over (partition by page.ordering_key order by page.feed_position) as turn from page
                 where not exists (select 1 from delivery d
                                    where d.endpoint_id = :endpoint and d.position = page.feed_position and d.replay = cast(:replay as uuid))
            )
            insert into delivery (endpoint_id, position, event_id, ordering_key, state, replay)
            select cast(:endpoint as uuid), feed_position, event_id, lane,
                   case when turn.turn = 1 and not %s then 'due' else 'waiting' end, cast(:replay as uuid)
              from turn order by feed_position
                on conflict (endpoint_id, position, replay) do nothing""".formatted(TOLD, BUSY.formatted("turn.lane"));

    private static String told(String table) {
        return """
            select a.feed_position, a.event_id, a.ordering_key from %s a join endpoint e on e.id = :endpoint
             where a.partner_id = e.partner_id and a.feed_position > :after and a.feed_position <= :last
               and (e.accounts = '{}' or a.account_id = any(e.accounts))
               and (e.types = '{}' or a.type = any(e.types))
               and a.ordering_key <> e.partner_id || '/endpoints/' || e.id
               and a.type <> '%s'""".formatted(table, EventType.ORDER_PARKED.wireName());
    }

    private RedeliverySql() {}
}
