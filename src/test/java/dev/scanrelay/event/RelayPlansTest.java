package dev.scanrelay.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.database.Database;
import dev.scanrelay.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * With 50,000 events announced and 50,000 waiting, a batch costs what it takes and nothing for those behind it; also while the database has no
 * statistics of the table yet. The statements are the ones that are sent, in a transaction that is rolled back.
 */
@QuarkusTest
@QuarkusTestResource(Services.class)
class RelayPlansTest {

    private static final int SIZE = 200;
    private static final long FIRST = 1_000_000_000_000L;
    private static final UUID BATCH = UUID.fromString("11111111-2222-4333-8444-555555555555");

    private static final Pattern ROWS = Pattern.compile("(?:actual rows=|Rows Removed by [A-Za-z ]+: )([0-9.]+)");

    private static final String APPEND = """
            insert into outbox (event_id, partner_id, account_id, ordering_key, type, subject, data, topics, occurred_at, announced_at,
                                feed_position)
            select 'plan-' || n, 'default', '1', 'plan-' || n, 'dev.scanrelay.order.ready.v1', 'orders/1', '{"revision":1}', '{orders.v1}', now(),
                   case when n <= 50000 then now() end, case when n <= 50000 then %d + n end
              from generate_series(1, 100000) n""".formatted(FIRST);

    @Inject
    Database database;

    @ParameterizedTest
    @ValueSource(strings = {"", "analyze outbox"})
    void aBatchCostsNothingForThoseBehindIt(String statistics) {
        Map<String, String> plans = database.write(session -> execute(session, APPEND)
                .chain(() -> statistics.isEmpty() ? Uni.createFrom().item(0) : execute(session, statistics))
                .chain(() -> execute(session, "delete from relay_batch where closed_at is null"))
                .chain(() -> execute(
                        session,
                        "insert into relay_batch (id, epoch) values ('%s', (select epoch from relay_lease))"
                                .formatted(BATCH)))
                .chain(() -> explained(session))
                .invoke(done -> session.currentTransaction().markForRollback()));

        assertThat(plans).hasSize(5);
        plans.forEach((statement, plan) -> assertThat(
                        ROWS.matcher(plan).results().mapToDouble(rows -> Double.parseDouble(rows.group(1))))
                .as(statement + "\n" + plan)
                .isNotEmpty()
                .allMatch(rows -> rows <= 2 * SIZE));
    }

    @Test
    void aSurveyCostsNothingForWhatIsAnnounced() {
        String plan = database.write(session -> execute(session, APPEND)
                .chain(() -> execute(session, "delete from outbox where announced_at is null"))
                .chain(() -> execute(session, "analyze outbox"))
                .chain(() -> explain(session, Housekeeping.SURVEY, Map.of()))
                .invoke(done -> session.currentTransaction().markForRollback()));

        assertThat(ROWS.matcher(plan).results().mapToDouble(rows -> Double.parseDouble(rows.group(1))))
                .as(plan)
                .isNotEmpty()
                .allMatch(rows -> rows <= 1);
    }

    private static Uni<Map<String, String>> explained(Mutiny.Session session) {
        Map<String, String> plans = new LinkedHashMap<>();
        return explain(session, BatchSql.WAITING, Map.of("held", ""))
                .invoke(plan -> plans.put("waiting", plan))
                .chain(() -> explain(session, BatchSql.PARK_BEHIND, Map.of("reason", "behind")))
                .invoke(plan -> plans.put("park", plan))
                .chain(() -> explain(session, BatchSql.ASSIGN, Map.of("batch", BATCH, "size", SIZE, "held", "")))
                .invoke(plan -> plans.put("assign", plan))
                .chain(() -> assigned(session))
                .chain(ids -> explain(
                        session, BatchSql.ANNOUNCE, Map.of("batch", BATCH, "ids", ids, "position", FIRST + 100_000)))
                .invoke(plan -> plans.put("announce", plan))
                .chain(() ->
                        explain(session, BatchSql.TELL_TIMELINES, Map.of("position", FIRST + 100_000, "count", SIZE)))
                .invoke(plan -> plans.put("timelines", plan))
                .replaceWith(plans);
    }

    private static Uni<String> assigned(Mutiny.Session session) {
        return session.createNativeQuery(BatchSql.EVENTS, Tuple.class)
                .setParameter("batch", BATCH)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> row.get(0, Long.class).toString())
                        .collect(Collectors.joining(",")));
    }

    private static Uni<Integer> execute(Mutiny.Session session, String statement) {
        return session.createNativeQuery(statement).executeUpdate();
    }

    private static Uni<String> explain(Mutiny.Session session, String statement, Map<String, ?> parameters) {
        var query = session.createNativeQuery(
                "explain (analyze, costs off, timing off, summary off) " + statement, Tuple.class);
        parameters.forEach(query::setParameter);
        return query.getResultList()
                .map(rows -> rows.stream().map(row -> row.get(0, String.class)).collect(Collectors.joining("\n")));
    }
}
