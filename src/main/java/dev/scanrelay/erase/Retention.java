package dev.scanrelay.erase;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.order.OrderState;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Removes what is older than it is kept, account by account and in pages. One process runs at a time; what one that died left over, the next one
 * goes on with.
 */
@ApplicationScoped
class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final int ACCOUNTS = 100;
    private static final int ORDERS = 50;

    private static final String CLAIM = """
            update retention_run set due_at = clock_timestamp() + :lease * interval '1 millisecond',
                   begun_at = case when account_id = '' then clock_timestamp() else begun_at end,
                   expired = case when account_id = '' then 0 else expired end
             where due_at <= clock_timestamp()
            returning partner_id, account_id""";

    private static final String GO_ON = """
            update retention_run set partner_id = :partner, account_id = :account, expired = expired + :expired,
                   due_at = clock_timestamp()""";

    private static final String END = """
            update retention_run set partner_id = '', account_id = '', expired = expired + :expired, ended_at = clock_timestamp(),
                   due_at = clock_timestamp() + :wait * interval '1 millisecond'
            returning expired, 1""";

    private static final String NEXT_ACCOUNTS = """
            select p.partner_id, p.account_id,
                   coalesce(case when r.partner_id is null then cast(:keep as bigint) else r.days * 86400 end, 0) as seconds
              from pairing p left join retention r on r.partner_id = p.partner_id and r.account_id = p.account_id
             where (p.partner_id, p.account_id) > (:partner, :account)
             order by p.partner_id, p.account_id limit :most""";

    static final String OLD =
            "select o.id, 1 from scan_order o where o.partner_id = :partner and o.account_id = :account and "
                    + ErasureSql.OLD + " order by o.changed_at limit :most";

    private final Database database;
    private final OrderRemoval removal;
    private final EraseSettings settings;
    private final EraseMetrics metrics;

    Retention(Database database, OrderRemoval removal, EraseSettings settings, EraseMetrics metrics) {
        this.database = database;
        this.removal = removal;
        this.settings = settings;
        this.metrics = metrics;
    }

    /** Does a page of accounts if it is time; says whether there is more to do now. */
    boolean run() {
        return claim().map(this::page).orElse(false);
    }

    private boolean page(Place from) {
        List<Kept> accounts = accounts(from);
        long expired = accounts.stream().mapToLong(this::expire).sum();
        if (accounts.size() == ACCOUNTS) {
            Kept last = accounts.getLast();
            database.write(session -> session.createNativeQuery(GO_ON)
                    .setParameter("partner", last.partner().value())
                    .setParameter("account", last.account().value())
                    .setParameter("expired", expired)
                    .executeUpdate());
            return true;
        }
        long all = end(expired);
        metrics.retention();
        LOG.infof("Retention run ended expired=%d", all);
        return false;
    }

    /** All of an account that is old enough and free to go. */
    private long expire(Kept account) {
        if (account.keep().isZero()) {
            return 0;
        }
        long expired = 0;
        long removed;
        List<UUID> page;
        do {
            page = old(account);
            removed = page.stream().filter(order -> expire(account, order)).count();
            expired += removed;
        } while (page.size() == ORDERS && removed > 0);
        return expired;
    }

    private boolean expire(Kept account, UUID order) {
        Removed removed = database.write(
                session -> removal.expire(session, account.partner(), account.account(), order, account.keep()));
        if (removed == Removed.REMOVED) {
            metrics.order(OrderState.EXPIRED);
        }
        return removed == Removed.REMOVED;
    }

    private List<UUID> old(Kept account) {
        return database.read(session -> session.createNativeQuery(OLD, Object[].class)
                .setParameter("partner", account.partner().value())
                .setParameter("account", account.account().value())
                .setParameter("seconds", account.keep().toSeconds())
                .setParameter("most", ORDERS)
                .getResultList()
                .map(rows -> rows.stream().map(row -> (UUID) row[0]).toList()));
    }

    private List<Kept> accounts(Place after) {
        return database.read(session -> session.createNativeQuery(NEXT_ACCOUNTS, Tuple.class)
                .setParameter("partner", after.partner())
                .setParameter("account", after.account())
                .setParameter("keep", settings.keep().map(Duration::toSeconds).orElse(null))
                .setParameter("most", ACCOUNTS)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Kept(
                                new PartnerId(row.get("partner_id", String.class)),
                                new AccountId(row.get("account_id", String.class)),
                                Duration.ofSeconds(
                                        row.get("seconds", Number.class).longValue())))
                        .toList()));
    }

    private Optional<Place> claim() {
        return database.write(session -> {
            Uni<Tuple> due = session.createNativeQuery(CLAIM, Tuple.class)
                    .setParameter("lease", settings.lease().toMillis())
                    .getSingleResultOrNull();
            return due.map(row -> Optional.ofNullable(row)
                    .map(found ->
                            new Place(found.get("partner_id", String.class), found.get("account_id", String.class))));
        });
    }

    private long end(long expired) {
        return database.write(session -> session.createNativeQuery(END, Object[].class)
                .setParameter("expired", expired)
                .setParameter("wait", settings.retentionEvery().toMillis())
                .getSingleResult()
                .map(row -> ((Number) row[0]).longValue()));
    }

    private record Place(String partner, String account) {}

    /** @param keep how long; zero: for ever */
    private record Kept(PartnerId partner, AccountId account, Duration keep) {}
}
