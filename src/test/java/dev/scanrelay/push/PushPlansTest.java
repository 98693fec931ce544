package dev.scanrelay.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.database.Database;
import dev.scanrelay.database.Rows;
import dev.scanrelay.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Test;

/**
 * With 100,000 deliveries due, half of them of one endpoint that fails, what is claimed is found by indexes, and little more is read. The
 * statements are the ones that are sent, in a transaction that is rolled back.
 */
@QuarkusTest
@QuarkusTestResource(Services.class)
class PushPlansTest {

    private static final int TAKEN = 256;

    /** Of each of the 200 endpoints that are looked at, what it takes at once, and a window of those that are due. */
    private static final long MOST_ROWS = 200 * 101;

    private static final Pattern ROWS = Pattern.compile("(?:actual rows=|Rows Removed by [A-Za-z ]+: )([0-9.]+)");

    private static final List<String> FILL = List.of("""
            insert into endpoint (id, partner_id, url, accounts, types, payload, concurrency, enabled, created_at, updated_at, due_at)
            select gen_random_uuid(), 'default', 'x', '{}', '{}', 'id-only', 4, true, now(), now(), now() - interval '1 second'
              from generate_series(1, 250)""", """
            insert into delivery (endpoint_id, position, event_id, ordering_key, state, due_at)
            select e.id, n, 'event', n, 'due', now() - n * interval '1 millisecond'
              from generate_series(1, 200) n, endpoint e where e.url = 'x'""", """
            insert into delivery (endpoint_id, position, event_id, ordering_key, state, due_at)
            select e.id, n, 'event', n, 'due', now() - interval '1 hour'
              from generate_series(1000, 50999) n, (select id from endpoint where url = 'x' order by id limit 1) e""", """
            update endpoint set failing_since = now(), due_at = now() - interval '1 hour',
                   probe = (select max(id) from delivery where endpoint_id = endpoint.id)
             where id = (select id from endpoint where url = 'x' order by id limit 1)""", "analyze endpoint", "analyze delivery");

    @Inject
    Database database;

    @Test
    void findsWhatIsDueByIndexes() {
        String plan = database.write(session -> Multi.createFrom()
                .iterable(FILL)
                .onItem()
                .transformToUniAndConcatenate(
                        statement -> session.createNativeQuery(statement).executeUpdate())
                .collect()
                .last()
                .chain(() -> session.createNativeQuery(PushSql.READY, Object[].class)
                        .setParameter("endpoints", 200)
                        .setParameter("held", "[]")
                        .setParameter("free", TAKEN)
                        .setParameter("timesFree", Hands.TIMES_FREE)
                        .getResultList())
                .chain(ready -> explain(
                        session,
                        PushSql.CLAIM,
                        Map.of(
                                "ids",
                                Rows.joined(ready.stream().map(row -> row[0]).toList()),
                                "most",
                                TAKEN,
                                "little",
                                2,
                                "timesFreeOfMuch",
                                Hands.TIMES_FREE_OF_MUCH,
                                "held",
                                "[]",
                                "timesFree",
                                Hands.TIMES_FREE,
                                "lease",
                                60_000L)))
                .invoke(done -> session.currentTransaction().markForRollback()));

        assertThat(plan).contains("delivery_due").doesNotContain("Seq Scan on delivery");
        assertThat(ROWS.matcher(plan).results().mapToDouble(rows -> Double.parseDouble(rows.group(1))))
                .as(plan)
                .isNotEmpty()
                .allMatch(rows -> rows <= MOST_ROWS);
    }

    private static Uni<String> explain(Mutiny.Session session, String statement, Map<String, ?> parameters) {
        var query = session.createNativeQuery(
                "explain (analyze, costs off, timing off, summary off) " + statement, Tuple.class);
        parameters.forEach(query::setParameter);
        return query.getResultList()
                .map(rows -> String.join(
                        "\n", rows.stream().map(row -> row.get(0, String.class)).toList()));
    }
}
