package dev.scanrelay.acknowledge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.database.Database;
import dev.scanrelay.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With 100,000 acknowledged revisions and 500 that are open, a page of these reads no more than it shows. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(Services.class)
class AcknowledgementPlansTest {

    private static final int LIMIT = 50;
    private static final Pattern ROWS = Pattern.compile("(?:actual rows=|Rows Removed by [A-Za-z ]+: )([0-9.]+)");

    private static final List<String> FILL = List.of("""
            insert into scan_order (id, partner_id, account_id, rx_id, state, wanted, done, due_at, created_at, changed_at)
            select cast(md5('plan' || n) as uuid), 'default', 'plan-' || n % 50, 'plan-' || n, 'ready', 1, 1, now(), now(), now()
              from generate_series(1, 100000) n""", """
            insert into acknowledgement (id, order_id, revision, partner_id, account_id, state, since, open)
            select gen_random_uuid(), cast(md5('plan' || n) as uuid), 1, 'default', 'plan-' || n % 50, 'awaited', now() - n * interval '1 minute', n % 200 = 0
              from generate_series(1, 100000) n""", "analyze acknowledgement", "analyze scan_order");

    @Inject
    Database database;

    @Test
    void aPageOfAPartnerIsReadFromTheIndexOfWhatIsOpen() {
        assertReadsLittle(AcknowledgementSql.OPEN_OF_PARTNER, Map.of(), "acknowledgement_open");
    }

    @Test
    void aPageOfSomeClinicsIsReadFromTheirs() {
        assertReadsLittle(
                AcknowledgementSql.OPEN_OF_ACCOUNTS,
                Map.of("accounts", "plan-0 plan-7"),
                "acknowledgement_open_of_account");
    }

    private void assertReadsLittle(String statement, Map<String, ?> more, String index) {
        String plan =
                database.write(session -> session.createNativeQuery("set local session_replication_role = replica")
                        .executeUpdate() // rows without their orders
                        .chain(() -> Multi.createFrom()
                                .iterable(FILL)
                                .onItem()
                                .transformToUniAndConcatenate(
                                        one -> session.createNativeQuery(one).executeUpdate())
                                .collect()
                                .last())
                        .chain(() -> explain(session, statement, more))
                        .invoke(done -> session.currentTransaction().markForRollback()));

        assertThat(plan).contains(index).doesNotContain("Seq Scan on acknowledgement");
        assertThat(ROWS.matcher(plan).results().mapToDouble(rows -> Double.parseDouble(rows.group(1))))
                .as(plan)
                .isNotEmpty()
                .allMatch(rows -> rows <= 600);
    }

    private static Uni<String> explain(Mutiny.Session session, String statement, Map<String, ?> more) {
        var query = session.createNativeQuery(
                        "explain (analyze, costs off, timing off, summary off) " + statement, Tuple.class)
                .setParameter("partner", "default")
                .setParameter("state", "awaited")
                .setParameter("until", OffsetDateTime.now(ZoneOffset.UTC))
                .setParameter("since", OffsetDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC))
                .setParameter("id", new UUID(0, 0))
                .setParameter("limit", LIMIT);
        more.forEach(query::setParameter);
        return query.getResultList()
                .map(rows -> String.join(
                        "\n", rows.stream().map(row -> row.get(0, String.class)).toList()));
    }
}
