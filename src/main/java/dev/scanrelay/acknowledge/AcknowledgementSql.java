package dev.scanrelay.acknowledge;

/** The statements of {@link Acknowledgements}, {@link OpenAcknowledgements} and {@link Expectations}. */
final class AcknowledgementSql {

    static final String PLACE = """
            select o.account_id, o.patient_id, r.number is not null as revision, o.state in ('erased', 'expired') as gone
              from scan_order o left join revision r on r.order_id = o.id and r.number = :revision
             where o.id = :order and o.partner_id = :partner
               and (:accounts = '' or o.account_id = any (string_to_array(:accounts, ' ')))""";

    static final String EXPECT_FROM_NOW_ON = """
            insert into acknowledging (partner_id, account_id, since) values (:partner, :account, :now)
            on conflict (partner_id, account_id) do nothing""";

    /** So that there is a row to lock; none of an order that is being erased. */
    static final String MAKE = """
            insert into acknowledgement (id, order_id, revision, partner_id, account_id, state, since, open)
            select gen_random_uuid(), id, :revision, :partner, :account, 'awaited', :now, true
              from scan_order where id = :order and state not in ('erased', 'expired') for share
            on conflict (order_id, revision) do nothing""";

    static final String LOCK = """
            select id, state, since, reason, document, key_id from acknowledgement
             where order_id = :order and revision = :revision for update""";

    static final String SAY = """
            update acknowledgement a
               set state = :state, since = :now, reason = cast(:reason as bytea), document = cast(:document as text), key_id = :key,
                   open = :state <> 'imported' and o.state <> 'withdrawn' and o.latest_revision = a.revision
              from scan_order o where o.id = a.order_id and a.id = :id""";

    static final String CLOSE_EARLIER = """
            update acknowledgement set open = false where order_id = :order and revision < :revision and open""";

    static final String TELL_TIMELINE = """
            insert into timeline (order_id, at, what, cause, revision) values (:order, :now, 'acknowledged', :cause, :revision)""";

    static final String OF_ORDER = """
            select revision, id, state, since, reason, document, key_id from acknowledgement
             where order_id = :order and revision between :first and :last and state <> 'awaited'""";

    private static final String OPEN = """
            select a.id, a.order_id, o.rx_id, a.account_id, a.revision, a.since, a.state, a.reason, a.document, a.key_id
              from acknowledgement a join scan_order o on o.id = a.order_id
             where a.open and a.partner_id = :partner and %s a.state = :state and a.since < :until
               and (a.since, a.id) > (:since, :id)
             order by a.since, a.id limit :limit""";

    static final String OPEN_OF_PARTNER = OPEN.formatted("");

    /** Account by account, so that a clinic's few among many of others are found at once. */
    static final String OPEN_OF_ACCOUNTS = """
            select e.* from regexp_split_to_table(:accounts, ' ') account cross join lateral (
            %s) e
             order by e.since, e.id limit :limit""".formatted(OPEN.formatted("a.account_id = account and"));

    static final String SURVEY = """
            select (select count(*) from acknowledgement where open and state = 'awaited' and since < :until),
                   (select count(*) from acknowledgement where open and state = 'unmatched'),
                   (select count(*) from acknowledgement where open and state = 'rejected')""";

    /** Where the look at announced events stands, unless another process looks now; and up to where it may go. */
    static final String CURSOR = """
            select c.position, least(c.position + :window, (select feed_position from relay_lease))
              from acknowledge_cursor c for update of c skip locked""";

    private static final String EVENTS = """
            select order_id, partner_id, account_id, announced_at, cast(data ->> 'revision' as int) as revision, feed_position
              from outbox
             where feed_position > :after and feed_position <= :upTo and order_id is not null and type = '%1$s'
            union all
            select order_id, partner_id, account_id, announced_at, cast(data ->> 'revision' as int), feed_position
              from announced_event
             where feed_position > :after and feed_position <= :upTo and order_id is not null and type = '%1$s'""";

    private static final String READY = EVENTS.formatted("dev.scanrelay.order.ready.v1");
    private static final String WITHDRAWN = EVENTS.formatted("dev.scanrelay.order.withdrawn.v1");

    /** What was acknowledged before it was announced has its row already. */
    static final String EXPECT = """
            insert into acknowledgement (id, order_id, revision, partner_id, account_id, state, since, open)
            select gen_random_uuid(), e.order_id, e.revision, e.partner_id, e.account_id, 'awaited', e.announced_at, true
              from (%s) e
              join acknowledging a on a.partner_id = e.partner_id and a.account_id = e.account_id and a.since <= e.announced_at
              join revision r on r.order_id = e.order_id and r.number = e.revision
              join scan_order o on o.id = e.order_id and o.state not in ('erased', 'expired')
            on conflict (order_id, revision) do nothing""".formatted(READY);

    static final String SUPERSEDE = """
            update acknowledgement old set open = false
              from (%s) newer where old.order_id = newer.order_id and old.revision < newer.revision and old.open""".formatted(READY);

    static final String WITHDRAW = """
            update acknowledgement old set open = false
              from (%s) e where old.order_id = e.order_id and old.open""".formatted(WITHDRAWN);

    static final String ADVANCE = "update acknowledge_cursor set position = :upTo";

    static final String STOP_EXPECTING =
            "delete from acknowledging where partner_id = :partner and account_id = :account";

    static final String CLOSE_AWAITED = """
            delete from acknowledgement
             where open and partner_id = :partner and account_id = :account and state = 'awaited'""";

    private AcknowledgementSql() {}
}
