package dev.scanrelay.reconcile;

import static java.util.stream.Collectors.toMap;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.order.Orders;
import dev.scanrelay.order.Origin;
import dev.scanrelay.reconcile.ReconciliationView.SweepView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hibernate.reactive.mutiny.Mutiny;

/** Reads how a clinic's scans are found. */
@ApplicationScoped
class Reconciliations {

    private static final String SWEEPS = """
            select kind, mark, ended_at, nullif(due_at, 'infinity') as due_at, run_at is not null as under_way, listed, found, failures,
                   failure
              from sweep where partner_id = :partner and account_id = :account
             order by array_position(array['recent', 'month', 'single', 'backfill', 'deep'], kind)""";

    private final Database database;
    private final Orders orders;

    Reconciliations(Database database, Orders orders) {
        this.database = database;
        this.orders = orders;
    }

    ReconciliationView of(PartnerId partner, AccountId account, Instant from, Instant to) {
        return database.read(session -> orders.foundBy(session, partner, account, from, to)
                .flatMap(found -> sweeps(session, partner, account)
                        .map(sweeps -> new ReconciliationView(account, from, to, words(found), sweeps))));
    }

    private static Uni<List<SweepView>> sweeps(Mutiny.Session session, PartnerId partner, AccountId account) {
        return session.createNativeQuery(SWEEPS, Tuple.class)
                .setParameter("partner", partner.value())
                .setParameter("account", account.value())
                .getResultList()
                .map(rows -> rows.stream().map(Reconciliations::sweep).toList());
    }

    private static SweepView sweep(Tuple row) {
        return new SweepView(
                row.get("kind", String.class),
                Sweeps.time(row, "mark"),
                Sweeps.time(row, "ended_at"),
                Sweeps.time(row, "due_at"),
                (boolean) row.get("under_way"),
                ((Number) row.get("listed")).longValue(),
                ((Number) row.get("found")).longValue(),
                ((Number) row.get("failures")).intValue(),
                Optional.ofNullable(row.get("failure", String.class)));
    }

    private static Map<String, Long> words(Map<Origin, Long> found) {
        return found.entrySet().stream()
                .collect(toMap(entry -> entry.getKey().wire(), Map.Entry::getValue, Long::sum, TreeMap::new));
    }
}
