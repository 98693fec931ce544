package dev.scanrelay.courtesy;

import dev.scanrelay.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Whom all processes leave alone, and until when, by the database's clock. */
@ApplicationScoped
class Rests {

    /** As many accounts as are asked for must have failed, or all that the region has. */
    private static final String OPEN = """
            insert into region_breaker (region, opened_at, until)
            select :region, clock_timestamp(), clock_timestamp() + :wait * interval '1 millisecond'
             where :failing >= (select least(:accounts, greatest(1, count(*))) from pairing
                                 where region = :region and status = 'active')
                on conflict (region) do update
                   set opened_at = excluded.opened_at, until = excluded.until, probes = 0
                 where region_breaker.until < clock_timestamp() - interval '1 day'""";

    /** One process gets the one call; who dies over it leaves it to be made after the claim's time. */
    private static final String CLAIM = """
            update region_breaker set until = clock_timestamp() + :claim * interval '1 millisecond'
             where region = :region and until <= clock_timestamp()""";

    private static final String LONGER = """
            update region_breaker
               set probes = probes + 1,
                   until = clock_timestamp() + least(:most, :wait * power(2, least(probes + 1, 30))) * interval '1 millisecond'
             where region = :region""";

    private static final String CLOSE = "delete from region_breaker where region = :region";

    private static final String PAUSE = """
            insert into account_pause (partner_id, account_id, until)
            values (:partner, :account, clock_timestamp() + :wait * interval '1 millisecond')
                on conflict (partner_id, account_id) do update set until = greatest(account_pause.until, excluded.until)""";

    // What nobody has tried for a day says nothing any more.
    private static final String REGIONS = """
            select region, cast(extract(epoch from until - clock_timestamp()) * 1000 as bigint) from region_breaker
             where until > clock_timestamp() - interval '1 day'""";

    private static final String ACCOUNTS = """
            select partner_id, account_id, cast(extract(epoch from until - clock_timestamp()) * 1000 as bigint)
              from account_pause where until > clock_timestamp()""";

    private static final String FORGET = "delete from account_pause where until < clock_timestamp() - interval '1 day'";

    private final Database database;
    private final Clock clock;

    Rests(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** @param failing how many accounts failed; says whether the region is out because of it */
    boolean open(String region, int failing, int accounts, Duration wait) {
        return database.write(session -> session.createNativeQuery(OPEN)
                        .setParameter("region", region)
                        .setParameter("failing", failing)
                        .setParameter("accounts", accounts)
                        .setParameter("wait", wait.toMillis())
                        .executeUpdate())
                == 1;
    }

    boolean claim(String region, Duration claim) {
        return database.write(session -> session.createNativeQuery(CLAIM)
                        .setParameter("region", region)
                        .setParameter("claim", claim.toMillis())
                        .executeUpdate())
                == 1;
    }

    void longer(String region, Duration wait, Duration most) {
        database.write(session -> session.createNativeQuery(LONGER)
                .setParameter("region", region)
                .setParameter("wait", (double) wait.toMillis())
                .setParameter("most", (double) most.toMillis())
                .executeUpdate());
    }

    void close(String region) {
        database.write(session ->
                session.createNativeQuery(CLOSE).setParameter("region", region).executeUpdate());
    }

    void pause(Party party, Duration wait) {
        database.write(session -> session.createNativeQuery(PAUSE)
                .setParameter("partner", party.partner())
                .setParameter("account", party.account())
                .setParameter("wait", wait.toMillis())
                .executeUpdate()
                .chain(done -> session.createNativeQuery(FORGET).executeUpdate()));
    }

    Known read() {
        Instant now = clock.instant();
        return database.read(session -> session.createNativeQuery(REGIONS, Tuple.class)
                .getResultList()
                .chain(regions -> session.createNativeQuery(ACCOUNTS, Tuple.class)
                        .getResultList()
                        .map(accounts -> new Known(regions(regions, now), accounts(accounts, now)))));
    }

    private static Map<String, Instant> regions(List<Tuple> rows, Instant now) {
        return rows.stream()
                .collect(Collectors.toMap(
                        row -> row.get(0, String.class), row -> now.plusMillis(row.get(1, Long.class))));
    }

    private static Map<Party, Instant> accounts(List<Tuple> rows, Instant now) {
        return rows.stream()
                .collect(Collectors.toMap(
                        row -> new Party(row.get(0, String.class), row.get(1, String.class)),
                        row -> now.plusMillis(row.get(2, Long.class))));
    }

    /**
     * As it stood when it was read.
     *
     * @param regions those that are out, and from when on one call may try them
     * @param accounts those that Align wants left alone, and until when
     */
    record Known(Map<String, Instant> regions, Map<Party, Instant> accounts) {

        static final Known NOBODY = new Known(Map.of(), Map.of());
    }
}
