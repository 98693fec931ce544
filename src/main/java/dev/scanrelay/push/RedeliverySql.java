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

    private static final String WANTED = """
            (e.accounts = '{}' or a.account_id = any(e.accounts))
               and (e.types = '{}' or a.type = any(e.types))
               and a.ordering_key <> e.partner_id || '/endpoints/' || e.id
               and a.type <> '%s'""".formatted(EventType.ORDER_PARKED.wireName());

    /**
     * The next of the partner's events, a few, and which of them the endpoint would hear of: however rare these are, no more is read. Nothing is
     * held meanwhile.
     */
    static final String LOOK = """
            with seen as materialized (
                (%1$s)
                union all
                (%2$s)
                order by feed_position limit :looked
            )
            select array_to_string(array(
                       select a.feed_position from seen a join endpoint e on e.id = :endpoint where %3$s
                        order by a.feed_position limit :most), ','),
                   count(*), max(feed_position) from seen""".formatted(ofPartner("outbox"), ofPartner("announced_event"), WANTED);

    /** What is on its way already, or was, is left as it is: a page that is asked for twice is added once. */
    static final String REPLAY =
            """
            with page as (
                select a.* from (%s union all %s) a join endpoint e on e.id = :endpoint where %s
                   and not exists (select 1 from delivery d
                                    where d.endpoint_id = :endpoint and d.position = a.feed_position and d.replay = cast(:replay as uuid))
            ), turn as (
                select page.*, cast(:lane as text) || page.ordering_key as lane,
                       row_number() over (partition by page.ordering_key order by page.feed_position) as turn from page
            )
            insert into delivery (endpoint_id, position, event_id, ordering_key, state, replay)
            select cast(:endpoint as uuid), feed_position, event_id, lane,
                   case when turn.turn = 1 and not %s then 'due' else 'waiting' end, cast(:replay as uuid)
              from turn order by feed_position
                on conflict (endpoint_id, position, replay) do nothing""".formatted(at("outbox"), at("announced_event"), WANTED, BUSY.formatted("turn.lane"));

    /** Those that are not delivered yet, counted no further than so many. */
    static final String OPEN = """
            select count(*), 1 from (
                   select 1 from delivery where endpoint_id = :endpoint and state in ('waiting', 'due') limit :most) open""";

    private static String ofPartner(String table) {
        return """
            select feed_position, account_id, type, ordering_key from %s
                  where partner_id = (select partner_id from endpoint where id = :endpoint)
                    and feed_position > :after and feed_position <= :last
                  order by feed_position limit :looked""".formatted(table);
    }

    private static String at(String table) {
        return """
            select feed_position, event_id, account_id, type, ordering_key from %s
                  where feed_position = any(cast(string_to_array(:positions, ',') as bigint[])) and partner_id = (select partner_id from endpoint where id = :endpoint)""".formatted(table);
    }

    private RedeliverySql() {}
}
