package dev.scanrelay.event;

/** The statements of {@link AnnouncedEvents}. What is young is in the outbox, what is older beside it; each half is read by an index, no further than asked for. */
final class AnnouncedEventsSql {

    private static final String COLUMNS = """
            feed_position, event_id, partner_id, account_id, type, subject, ordering_key, cast(order_id as text), cast(data as text),
                   cast(extract(epoch from occurred_at) * 1000000 as bigint),
                   cast(extract(epoch from announced_at) * 1000000 as bigint)""";

    // What the operator alone is told of.
    private static final String FOR_READERS = "type <> '" + EventType.ORDER_PARKED.wireName() + "'";

    static final String OF_PARTNER = next("partner_id = :partner and");

    static final String OF_ALL = next("");

    /** Account by account, so that a clinic's few events among millions of others are found at once. */
    static final String OF_ACCOUNTS = """
            select e.* from regexp_split_to_table(:accounts, ',') account cross join lateral (
            %s) e
             order by 1 limit :limit""".formatted(next("partner_id = :partner and account_id = account and"));

    static final String AT =
            both("feed_position = any(cast(string_to_array(:positions, ',') as bigint[]))") + " order by 1";

    static final String NEWEST = "select feed_position from relay_lease";

    static final String COMPLETE_AFTER = "select feed_complete_after from relay_lease";

    private static String next(String whose) {
        return both(whose + " feed_position > :after and " + FOR_READERS + " order by feed_position limit :limit")
                + " order by 1 limit :limit";
    }

    private static String both(String which) {
        return """
            select * from (
              (select %1$s, trace_parent from outbox where feed_position is not null and %2$s)
              union all
              (select %1$s, cast(null as text) from announced_event where %2$s)) event""".formatted(COLUMNS, which);
    }

    private AnnouncedEventsSql() {}
}
