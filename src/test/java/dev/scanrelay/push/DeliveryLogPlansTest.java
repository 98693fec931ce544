package dev.scanrelay.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.database.Database;
import dev.scanrelay.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Among 100,000 deliveries, what is asked of one endpoint is found by indexes. In transactions that are rolled back. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(Services.class)
class DeliveryLogPlansTest {

    private static final List<String> FILL =
            List.of("""
            insert into endpoint (id, partner_id, url, accounts, types, payload, concurrency, enabled, created_at, updated_at)
            select gen_random_uuid(), 'default', 'log', '{}', '{}', 'id-only', 4, true, now(), now()
              from generate_series(1, 50)""", """
            insert into delivery (endpoint_id, position, event_id, ordering_key, state, ended_at, created_at)
            select e.id, n, 'event', n, case n % 10 when 0 then 'due' when 1 then 'given-up' else 'delivered' end,
                   case when n % 10 > 0 then now() end, now()
              from generate_series(1, 2000) n, endpoint e where e.url = 'log'""", """
            insert into delivery_attempt (delivery_id, endpoint_id, outcome, took_ms)
            select d.id, d.endpoint_id, 'delivered', d.position
              from delivery d join endpoint e on e.id = d.endpoint_id where e.url = 'log'""", "analyze endpoint", "analyze delivery", "analyze delivery_attempt");

    @Inject
    Database database;

    @Test
    void listsByIndexes() {
        assertThat(plan(
                        DeliveryLogSql.LIST,
                        Map.of(
                                "before",
                                Long.MAX_VALUE,
                                "states",
                                "due,waiting,given-up,dropped,delivered",
                                "limit",
                                50)))
                .contains("delivery_log_of_state")
                .doesNotContain("Seq Scan");
    }

    @Test
    void listsARareStateWithoutLookingAtTheOthers() {
        String plan = plan(DeliveryLogSql.LIST, Map.of("before", Long.MAX_VALUE, "states", "dropped", "limit", 50));

        assertThat(plan).contains("delivery_log_of_state").doesNotContain("Seq Scan", "Filter");
    }

    @Test
    void listsThoseOfAnEventWithoutLookingAtTheOthers() {
        String plan = plan(
                DeliveryLogSql.OF_EVENT,
                Map.of("event", "event", "before", Long.MAX_VALUE, "states", "due", "limit", 50));

        assertThat(plan).contains("delivery_once").doesNotContain("Seq Scan");
    }

    @Test
    void countsByIndexes() {
        Instant since = Instant.now().minusSeconds(86_400);

        assertThat(plan(DeliveryLogSql.OUTCOMES, Map.of("since", since, "recently", since)))
                .contains("delivery_attempt_at")
                .doesNotContain("Seq Scan");
        assertThat(plan(DeliveryLogSql.STANDING, Map.of("since", since)))
                .contains("delivery_attempt_at")
                .doesNotContain("Seq Scan on delivery");
    }

    @Test
    void recoversByIndexes() {
        assertThat(plan(RedeliverySql.RECOVER, Map.of("since", Instant.now().minusSeconds(86_400), "most", 1000)))
                .contains("delivery_given_up")
                .doesNotContain("Seq Scan");
        assertThat(plan(RedeliverySql.HURRY, Map.of("most", 1000))).doesNotContain("Seq Scan on delivery");
    }

    private String plan(String statement, Map<String, Object> parameters) {
        return database.write(session -> Multi.createFrom()
                .iterable(FILL)
                .onItem()
                .transformToUniAndConcatenate(
                        fill -> session.createNativeQuery(fill).executeUpdate())
                .collect()
                .last()
                .chain(() -> session.createNativeQuery(
                                "select 1, id from endpoint where url = 'log' limit 1", Object[].class)
                        .getSingleResult())
                .chain(one -> explain(session, statement, (UUID) one[1], parameters))
                .invoke(done -> session.currentTransaction().markForRollback()));
    }

    private static Uni<String> explain(
            Mutiny.Session session, String statement, UUID endpoint, Map<String, Object> parameters) {
        var query = session.createNativeQuery("explain (costs off) " + statement, Tuple.class)
                .setParameter("endpoint", endpoint);
        parameters.forEach(query::setParameter);
        return query.getResultList()
                .map(rows -> String.join(
                        "\n", rows.stream().map(row -> row.get(0, String.class)).toList()));
    }
}
