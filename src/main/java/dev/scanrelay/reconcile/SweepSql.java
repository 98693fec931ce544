package dev.scanrelay.reconcile;

/** The statements of {@link Sweeps}. Leases are taken, kept and given back by the database's clock. */
final class SweepSql {

    /** A new pairing's sweeps; spread over the time between two, so that many do not come at once. */
    static final String PLAN = """
            insert into sweep (partner_id, account_id, kind, since, due_at)
            select p.partner_id, p.account_id, k.kind, coalesce(p.paired_at, p.changed_at),
                   clock_timestamp() + random() * k.spread * interval '1 millisecond'
              from pairing p
             cross join json_to_recordset(cast(cast(:kinds as text) as json)) as k (kind text, spread bigint)
             where p.status = 'active'
               and not exists (select 1 from sweep s
                                where s.partner_id = p.partner_id and s.account_id = p.account_id and s.kind = k.kind)
                on conflict do nothing""";

    /** A clinic that is paired anew begins anew. */
    static final String FORGET = """
            delete from sweep s using pairing p
             where p.partner_id = s.partner_id and p.account_id = s.account_id and p.status in ('ending', 'ended')""";

    /** Recent ones go first, but the others have their turn also where there are more of them than there are hands. */
    static final String TAKE = """
            with chosen as (
                select s.partner_id, s.account_id, s.kind
                  from sweep s join pairing p on p.partner_id = s.partner_id and p.account_id = s.account_id
                 where s.due_at <= clock_timestamp() and p.status = 'active' and s.kind in (:kinds)
                   and (s.lease_owner is null or s.lease_until <= clock_timestamp())
                 order by s.due_at - case when s.kind = 'recent' then interval '1 hour' else interval '0' end limit :atMost
                   for update of s skip locked
            )
            update sweep s
               set lease_owner = :owner, lease_token = s.lease_token + 1,
                   lease_until = clock_timestamp() + :term * interval '1 millisecond'
              from chosen c where s.partner_id = c.partner_id and s.account_id = c.account_id and s.kind = c.kind
            returning s.partner_id, s.account_id, s.kind, s.lease_token, s.since, s.mark, s.run_at, s.run_from, s.cursor, s.trail, s.idle,
                      s.failures""";

    private static final String MINE = """

             where partner_id = :partner and account_id = :account and kind = :kind
               and lease_token = :token and lease_owner is not null""";

    static final String BEGIN = """
            update sweep set run_at = :runAt, run_from = :runFrom, cursor = null, trail = '', pages = 0, listed = 0,
                             found = 0""" + MINE;

    /** Failures are over once the page that failed is read; those before it are read again each time. */
    static final String ADVANCE = """
            update sweep
               set cursor = cast(:cursor as text), trail = :trail, pages = pages + 1, listed = listed + :listed, found = found + :found,
                   failures = case when pages >= failed_page then 0 else failures end,
                   failure = case when pages >= failed_page then null else failure end, answered_at = clock_timestamp(),
                   lease_until = clock_timestamp() + :term * interval '1 millisecond'""" + MINE;

    static final String PASS_OVER = """
            update sweep
               set cursor = cast(:cursor as text), pages = pages + 1, listed = listed + 1,
                   lease_until = clock_timestamp() + :term * interval '1 millisecond'""" + MINE;

    /** What it found counts from its first page on, whoever read it. The last page is an answer; that nothing is left to ask for is none. */
    static final String COMPLETE = """
            update sweep
               set mark = run_at, run_at = null, run_from = null, cursor = null, ended_at = :now,
                   pages = pages + 1, listed = listed + :listed, found = found + :found, failures = 0, failure = null,
                   answered_at = case when kind in ('single', 'deep') then answered_at else clock_timestamp() end,
                   idle = case when found + :found = 0 then idle + 1 else 0 end,
                   due_at = case when :last then 'infinity'
                                 else clock_timestamp()
                                      + case when found + :found = 0 then cast(:idleWait as float8) else cast(:wait as float8) end * interval '1 millisecond' end,
                   lease_owner = null, lease_until = null""" + MINE;

    static final String RELEASE = """
            update sweep
               set due_at = clock_timestamp() + :wait * interval '1 millisecond', lease_owner = null, lease_until = null""" + MINE;

    /** Its place in the list is kept unless Align does not take it any more. */
    static final String POSTPONE = """
            update sweep
               set due_at = clock_timestamp() + :wait * interval '1 millisecond', failures = failures + 1, failure = :failure,
                   failed_at = clock_timestamp(), failed_page = pages,
                   run_at = case when :anew then null else run_at end, lease_owner = null, lease_until = null""" + MINE;

    /**
     * Sweeps of several clinics failed lately, and Align gave none of their region's anything since: it is out, and none of its others
     * is tried meanwhile. The first that is due after the wait finds out whether it still is. A few broken clinics among many never do
     * that, as others are answered in between.
     */
    static final String SPARE_REGION = """
            with region as (
                select region from pairing where partner_id = :partner and account_id = :account and region is not null
            ), swept as (
                select s.partner_id, s.account_id, s.failed_at, s.answered_at, s.failures > 0 and s.failure = 'out' as out
                  from sweep s join pairing p on p.partner_id = s.partner_id and p.account_id = s.account_id
                  join region r on r.region = p.region
            ), out as (
                select count(distinct (partner_id, account_id)) as clinics
                  from swept
                 where out and failed_at > greatest(clock_timestamp() - :lately * interval '1 millisecond',
                                                    (select max(answered_at) from swept))
            )
            update sweep s set due_at = clock_timestamp() + :wait * (1 + random()) * interval '1 millisecond'
              from pairing p, region r, out
             where p.partner_id = s.partner_id and p.account_id = s.account_id and p.region = r.region and out.clinics >= :many
               and s.lease_owner is null and s.due_at < clock_timestamp() + :wait * interval '1 millisecond'""";

    static final String FAILURES = "select failures from sweep" + MINE;

    private SweepSql() {}
}
