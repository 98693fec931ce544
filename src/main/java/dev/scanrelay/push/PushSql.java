package dev.scanrelay.push;

import dev.scanrelay.event.EventType;

/** The statements of {@link Handout}, {@link Deliveries} and {@link Settlement}. */
final class PushSql {

    /** Where the hand-out stands, unless another process hands out now; and up to where it may go. */
    static final String CURSOR = """
            select c.position, least(c.position + :window, (select feed_position from relay_lease))
              from push_cursor c for update of c skip locked""";

    private static final String EVENTS = """
            select feed_position, event_id, partner_id, account_id, ordering_key, type, announced_at from (
                select feed_position, event_id, partner_id, account_id, ordering_key, type, announced_at from outbox
                 where feed_position > :after and feed_position <= :upTo
                union all
                select feed_position, event_id, partner_id, account_id, ordering_key, type, announced_at from announced_event
                 where feed_position > :after and feed_position <= :upTo) told
             where type <> '%s'""".formatted(EventType.ORDER_PARKED.wireName());

    /** Nobody is told of himself: that he is well again he knows, and that he fails he would not hear. */
    private static final String WHO_WANTS_IT = """
            e.partner_id = event.partner_id
               and (e.accounts = '{}' or event.account_id = any(e.accounts))
               and (e.types = '{}' or event.type = any(e.types))
               and event.ordering_key <> e.partner_id || '/endpoints/' || e.id
               and e.created_at <= event.announced_at""";

    /** Endpoints that hear of it, locked: nothing of them is settled meanwhile. */
    static final String LOCK = """
            select e.id, 1 from endpoint e
             where exists (select 1 from (%s) event where %s)
             order by e.id for no key update of e""".formatted(EVENTS, WHO_WANTS_IT);

    /** What follows another event of its order waits, and has that one tried at once. */
    static final String HAND_OUT = """
            with event as (%s),
            wanted as (
                select e.id as endpoint_id, event.*,
                       row_number() over (partition by e.id, event.ordering_key order by event.feed_position) as turn
                  from event join endpoint e on e.id = any(cast(string_to_array(:ids, ',') as uuid[])) and %s
            ), added as (
                insert into delivery (endpoint_id, position, event_id, ordering_key, state)
                select w.endpoint_id, w.feed_position, w.event_id, w.ordering_key,
                       case when w.turn = 1 and not exists (
                                select 1 from delivery d
                                 where d.endpoint_id = w.endpoint_id and d.ordering_key = w.ordering_key and d.state in ('waiting', 'due'))
                            then 'due' else 'waiting' end
                  from wanted w order by w.feed_position
                on conflict (endpoint_id, position, replay) do nothing
                returning endpoint_id, ordering_key, state
            ), hurried as (
                update delivery d set due_at = now()
                  from (select distinct endpoint_id, ordering_key from added where state = 'waiting') behind
                 where d.endpoint_id = behind.endpoint_id and d.ordering_key = behind.ordering_key and d.state = 'due'
                   and d.lease_until is null and d.due_at > now()
                   and not exists (select 1 from endpoint e where e.id = d.endpoint_id and e.failing_since is not null)
                returning d.endpoint_id
            )
            update endpoint set due_at = greatest(least(coalesce(due_at, now()), now()), held_until)
             where failing_since is null and id in (select endpoint_id from added union select endpoint_id from hurried)
            """.formatted(EVENTS, WHO_WANTS_IT);

    static final String ADVANCE = "update push_cursor set position = :upTo";

    private static final String HELD = """
            json_to_recordset(cast(cast(:held as text) as json)) as held (partner text, count int)""";

    /**
     * Endpoints whose time has come, those that waited longest first, but for those of partners who have their share; once they are locked, what
     * was added for them is seen.
     */
    static final String READY = """
            select id, 1 from endpoint
             where enabled and due_at <= now()
               and partner_id not in (select partner from %s where count > :timesFree * (:free - 1))
             order by due_at limit :endpoints for no key update skip locked""".formatted(HELD);

    /**
     * Of each endpoint as many as it takes besides those under way, and as many again to go on with but for one that takes one alone; of one
     * with a rate, what is left of it for this second; of one that fails, its probe alone. Endpoints with little under way come before those
     * with much, partners as well; and a partner has no more than so many times what is left free, with endpoints that have much under way still
     * less. Only what is due and not many more rows of an endpoint are looked at, however many wait.
     */
    static final String CLAIM = """
            with busy as (
                select e.*, (select count(*) from delivery d where d.endpoint_id = e.id and d.lease_until > now()) as under_way
                  from endpoint e where e.id = any(cast(string_to_array(:ids, ',') as uuid[])) and e.failing_since is null
            ), room as materialized (
                select b.id, b.under_way,
                       least(2 * b.concurrency - 1 - b.under_way,
                             b.per_second - case when b.rate_at >= date_trunc('second', now()) then b.rate_used else 0 end) as free
                  from busy b
            ), candidate as (
                select d.id, d.due_at, room.id as endpoint_id, room.under_way + d.turn as share from room cross join lateral (
                    select id, due_at, row_number() over (order by due_at) as turn from (
                        select id, due_at from delivery
                         where endpoint_id = room.id and state = 'due' and due_at <= now() and (lease_until is null or lease_until <= now())
                         order by due_at limit greatest(room.free, 0)) next) d
                union all
                select d.id, d.due_at, e.id, 1 from endpoint e cross join lateral (
                    select id, due_at from delivery
                     where id = e.probe and state = 'due' and due_at <= now() and (lease_until is null or lease_until <= now())) d
                 where e.id = any(cast(string_to_array(:ids, ',') as uuid[])) and e.failing_since is not null
            ), claimable as (
                select c.id, c.due_at, c.share, e.partner_id,
                       coalesce(held.count, 0) + row_number() over (partition by e.partner_id order by c.share, c.due_at) as of_partner
                  from candidate c join endpoint e on e.id = c.endpoint_id left join %s on held.partner = e.partner_id
            ), ranked as (
                select id, share, partner_id, of_partner, row_number() over (order by of_partner, share, due_at) as place from claimable
            ), chosen as (
                select id, partner_id from ranked
                 where place <= :most and of_partner <= 1 + case when share <= :little then cast(:timesFree as bigint) else cast(:timesFreeOfMuch as bigint) end
                       * (:most - place)
                 limit :most
            )
            update delivery d
               set lease_until = now() + :lease * interval '1 millisecond', lease_token = lease_token + 1
              from chosen
             where d.id = chosen.id
            returning d.id, d.endpoint_id, chosen.partner_id, d.position, d.attempts,
                      cast(extract(epoch from now() - d.tried_since) * 1000 as bigint), d.lease_token,
                      d.replay <> '00000000-0000-0000-0000-000000000000'""".formatted(HELD);

    /** What those with a rate used of it. Another process may have begun the next second while this one waited for its turn. */
    static final String COUNT_RATE = """
            update endpoint e
               set rate_used = taken.count + case when e.rate_at >= date_trunc('second', now()) then e.rate_used else 0 end,
                   rate_at = greatest(e.rate_at, date_trunc('second', now()))
              from (select endpoint_id, cast(count(*) as int) as count from delivery where id = any(cast(string_to_array(:taken, ',') as bigint[])) group by endpoint_id) taken
             where e.id = taken.endpoint_id and e.per_second is not null""";

    /**
     * After some were taken or settled: the next one that is due, unless as many are under way as it takes, and as many again; what a process
     * left behind, once its lease has ended; while it fails, its probe alone. What is due goes to the end of the queue, so that
     * endpoints take turns; what has used up its rate waits for the next second, and what is held off until it no longer is.
     */
    static final String RESCHEDULE = """
            with wanted as materialized (
                select e.id, e.held_until, case when e.rate_used >= e.per_second then e.rate_at + interval '1 second' end as rated,
                       case
                       when e.failing_since is not null and e.probe is not null then
                           (select greatest(d.due_at, coalesce(d.lease_until, d.due_at)) from delivery d where d.id = e.probe and d.state = 'due')
                       when (select count(*) from delivery d where d.endpoint_id = e.id and d.lease_until > now()) >= 2 * e.concurrency - 1 then
                           (select min(d.lease_until) from delivery d where d.endpoint_id = e.id and d.lease_until is not null)
                       else least(
                           (select d.due_at from delivery d where d.endpoint_id = e.id and d.state = 'due' and d.lease_until is null
                             order by d.due_at limit 1),
                           (select min(d.lease_until) from delivery d where d.endpoint_id = e.id and d.lease_until is not null))
                       end as at
                  from endpoint e where e.id = any(cast(string_to_array(:ids, ',') as uuid[]))
            )
            update endpoint e
               set due_at = case when w.at is not null then greatest(w.at, now(), w.held_until, w.rated) end
              from wanted w where e.id = w.id""";

    static final String HOLD_OFF = """
            update endpoint set held_until = now() + :wait * interval '1 millisecond', held_for = :reason where id = any(cast(string_to_array(:endpoints, ',') as uuid[]))""";

    /** So that nothing of them is handed out, claimed or settled meanwhile; in the order in which all lock them. */
    static final String HOLD_ALL =
            "select id, 1 from endpoint where id = any(cast(string_to_array(:endpoints, ',') as uuid[])) order by id for no key update";

    /** What is answered to an event that was erased meanwhile is not kept: it may say of whom it was. */
    private static final String KEPT = """
            (exists (select 1 from outbox where feed_position = %1$s) or exists (select 1 from announced_event where feed_position = %1$s))""";

    /** All that {@link Settlement} does for what was delivered, at once. */
    static final String DELIVERED = """
            with receipt as (
                select * from json_to_recordset(cast(cast(:receipts as text) as json)) as r (id bigint, token bigint, status int, took int, body text)
            ), ended as (
                update delivery d set state = 'delivered', ended_at = now(), lease_until = null, attempts = attempts + 1
                  from receipt r where d.id = r.id and d.lease_token = r.token and d.state = 'due'
                returning d.id, d.endpoint_id, d.ordering_key, d.position, r.status, r.took, r.body,
                          d.replay = '00000000-0000-0000-0000-000000000000' as is_first, d.tried_since <> d.created_at as is_asked_for
            ), noted as (
                insert into delivery_attempt (delivery_id, endpoint_id, outcome, status, took_ms, body)
                select id, endpoint_id, 'delivered', status, took, case when body is not null and %s then decode(body, 'base64') end from ended
            ), promoted as (
                update delivery d set state = 'due', due_at = now()
                  from ended cross join lateral (
                       select id from delivery w
                        where w.endpoint_id = ended.endpoint_id and w.ordering_key = ended.ordering_key and w.state = 'waiting'
                        order by w.position limit 1) next
                 where d.id = next.id
            ), told as (
                insert into timeline (order_id, at, what, revision)
                select event.order_id, now(), 'delivered', cast(event.data ->> 'revision' as int)
                  from ended join lateral (
                       select order_id, data from outbox where feed_position = ended.position
                       union all
                       select order_id, data from announced_event where feed_position = ended.position) event on true
                  join scan_order on scan_order.id = event.order_id
                 where ended.is_first and not (ended.is_asked_for and exists (
                       select 1 from delivery_attempt a where a.delivery_id = ended.id and a.outcome = 'delivered'))
            )
            update endpoint set failing_since = null, probe = null, streak = 0
             where id in (select endpoint_id from ended) and (failing_since is not null or streak > 0)""".formatted(KEPT.formatted("ended.position"));

    /** Those that were claimed and not begun: somebody else may. */
    static final String GIVE_BACK = """
            update delivery d set lease_until = null
              from json_to_recordset(cast(cast(:leases as text) as json)) as l (id bigint, token bigint)
             where d.id = l.id and d.lease_token = l.token and d.state = 'due'""";

    static final String HOLD = """
            select cast(extract(epoch from now() - failing_since) as bigint), streak, probe from endpoint
             where id = :endpoint for no key update""";

    static final String END = """
            update delivery set state = :state, ended_at = now(), lease_until = null, attempts = attempts + 1
             where id = :id and lease_token = :token and state = 'due'""";

    static final String POSTPONE = """
            update delivery set lease_until = null, attempts = attempts + :counted, due_at = now() + :wait * interval '1 millisecond'
             where id = :id and lease_token = :token and state = 'due'""";

    /** The next event of the same order is due. */
    static final String PROMOTE = """
            update delivery set state = 'due', due_at = now() where id = (
                select next.id from delivery ended join delivery next
                    on next.endpoint_id = ended.endpoint_id and next.ordering_key = ended.ordering_key and next.state = 'waiting'
                 where ended.id = :id order by next.position limit 1)""";

    static final String NOTE = """
            insert into delivery_attempt (delivery_id, endpoint_id, outcome, status, took_ms, body, next_at)
            select id, :endpoint, :outcome, :status, :took, case when %s then cast(:body as bytea) end,
                   case when :wait >= 0 then now() + :wait * interval '1 millisecond' end
              from delivery where id = :id""".formatted(KEPT.formatted("delivery.position"));

    static final String WELL =
            "update endpoint set failing_since = null, probe = null, streak = 0 where id = :endpoint";

    static final String STUMBLED = "update endpoint set streak = streak + 1 where id = :endpoint";

    static final String FAILING = """
            update endpoint set failing_since = coalesce(failing_since, now()), probe = :probe where id = :endpoint""";

    /** Another event that was never tried is, at once: if it is taken, the first one alone is to blame. */
    static final String SECOND_OPINION = """
            update endpoint set failing_since = coalesce(failing_since, now()), probe = coalesce((
                   select d.id from (
                          select id, attempts from delivery
                           where endpoint_id = :endpoint and state = 'due' and due_at <= now() and id <> :probe order by due_at limit 100) d
                    where d.attempts = 0 limit 1), :probe)
             where id = :endpoint""";

    /** What made the endpoint fail, if it still is to be delivered: it was tried last of all that count. */
    static final String FIRST_TO_FAIL = """
            select d.id, 1 from (
                   select delivery_id from delivery_attempt where endpoint_id = :endpoint order by id desc limit 20) last
              join delivery d on d.id = last.delivery_id
             where d.state = 'due' and d.attempts > 0 and d.id <> :probe limit 1""";

    /** In the place of a probe that has ended; without another there is nothing left that could show that the endpoint fails. */
    static final String NEXT_PROBE = """
            update endpoint e
               set probe = next.id, failing_since = case when next.id is not null then e.failing_since end
              from (select (
                        select d.id from delivery d where d.endpoint_id = :endpoint and d.state = 'due' order by d.due_at limit 1) as id) next
             where e.id = :endpoint and e.failing_since is not null
               and not exists (select 1 from delivery d where d.id = e.probe and d.state = 'due')""";

    /** Not what is sent again at this moment. */
    static final String FORGET = """
            delete from delivery where id in (
                select id from delivery where ended_at < now() - :keep * interval '1 millisecond' order by ended_at limit 1000
                   for update skip locked)""";

    static final String SURVEY = """
            select (select count(*) from endpoint where failing_since is not null),
                   (select count(*) from endpoint where held_until > now() and held_for = 'unreadable'),
                   coalesce(extract(epoch from now() - (
                       select min(first.due_at) from endpoint e cross join lateral (
                              select d.due_at from delivery d where d.endpoint_id = e.id and d.state = 'due' order by d.due_at limit 1) first
                        where e.enabled and e.failing_since is null and first.due_at <= now() and coalesce(e.held_until <= now(), true))), 0),
                   (select count(*) from (
                       select 1 from endpoint e join delivery d on d.endpoint_id = e.id
                        where e.enabled and e.failing_since is null and coalesce(e.held_until <= now(), true)
                          and d.state = 'due' and d.due_at <= now() and (d.lease_until is null or d.lease_until <= now())
                        limit 10000) due)""";

    private PushSql() {}
}
