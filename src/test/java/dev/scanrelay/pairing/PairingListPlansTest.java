package dev.scanrelay.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.pairing.Cursors.InvitationPlace;
import dev.scanrelay.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Test;

/**
 * No list of pairings or invitations reads a whole table, or many more rows than it shows. The statements are the ones that are sent,
 * on the tables themselves, in a transaction that is rolled back.
 */
@QuarkusTest
@QuarkusTestResource(Services.class)
class PairingListPlansTest {

    private static final PartnerId PARTNER = new PartnerId("list-plans");
    private static final int PAGE = 50;
    private static final int MOST_ROWS = 4 * PAGE;
    private static final Pattern ROWS = Pattern.compile("(?:actual rows=|Rows Removed by [A-Za-z ]+: )(\\d+)");
    private static final Optional<Set<AccountId>> ALL = Optional.empty();
    private static final Optional<Set<AccountId>> SOME =
            Optional.of(Set.of(new AccountId("c-7"), new AccountId("c-4000"), new AccountId("c-12000")));

    @Inject
    Database database;

    @Test
    void startFromAnIndexAndReadLittleMoreThanAPage() {
        Map<String, ListQuery> lists = new LinkedHashMap<>();
        for (Optional<Set<AccountId>> accounts : List.of(ALL, SOME)) {
            for (boolean first : List.of(true, false)) {
                String which = (accounts.isPresent() ? " of some accounts" : " of all") + (first ? "" : ", later");
                lists.put(
                        "pairings" + which,
                        ListQuery.pairings(
                                PARTNER,
                                accounts,
                                new Paging<>(first ? Optional.empty() : Optional.of(new AccountId("c-15000")), PAGE)));
                lists.put(
                        "invitations" + which,
                        ListQuery.invitations(
                                PARTNER,
                                accounts,
                                new Paging<>(
                                        first
                                                ? Optional.empty()
                                                : Optional.of(new InvitationPlace(
                                                        Instant.parse("2026-01-10T00:00:00Z"), new UUID(1, 1))),
                                        PAGE)));
            }
        }

        Map<String, String> plans = database.write(session -> fill(session)
                .chain(() -> plans(session, lists))
                .invoke(done -> session.currentTransaction().markForRollback()));

        assertThat(plans).hasSize(8).allSatisfy((list, plan) -> {
            assertThat(plan).as(list).contains("Index").doesNotContain("Seq Scan");
            assertThat(ROWS.matcher(plan).results().map(rows -> Long.parseLong(rows.group(1))))
                    .as(list + "\n" + plan)
                    .isNotEmpty()
                    .allMatch(rows -> rows <= MOST_ROWS);
        });
    }

    private static Uni<?> fill(Mutiny.Session session) {
        return run(session, "insert into partner (id, name) values ('list-plans', 'Plans')")
                .chain(() -> run(session, """
                        insert into pairing (partner_id, account_id, status, changes, changed_at)
                        select 'list-plans', 'c-' || n, 'ended', 1, now() from generate_series(1, 20000) n"""))
                .chain(() -> run(session, """
                        insert into pairing_invitation (id, partner_id, label, account_id, created_by, created_at, expires_at)
                        select gen_random_uuid(), 'list-plans', 'x', case when n % 3 > 0 then 'c-' || n % 15000 end, 'x',
                               timestamptz '2026-01-01T00:00:00Z' + n * interval '1 minute', now() + interval '1 day'
                          from generate_series(1, 40000) n"""))
                .chain(() -> run(session, "analyze pairing"))
                .chain(() -> run(session, "analyze pairing_invitation"));
    }

    private static Uni<Integer> run(Mutiny.Session session, String sql) {
        return session.createNativeQuery(sql).executeUpdate();
    }

    private static Uni<Map<String, String>> plans(Mutiny.Session session, Map<String, ListQuery> lists) {
        Map<String, String> plans = new LinkedHashMap<>();
        return Multi.createFrom()
                .iterable(lists.entrySet())
                .onItem()
                .transformToUniAndConcatenate(
                        list -> plan(session, list.getValue()).invoke(plan -> plans.put(list.getKey(), plan)))
                .collect()
                .last()
                .replaceWith(plans);
    }

    private static Uni<String> plan(Mutiny.Session session, ListQuery list) {
        String explain = "explain (analyze, costs off, timing off, summary off, buffers off) " + list.sql();
        return list.bind(session.createNativeQuery(explain, Tuple.class))
                .getResultList()
                .map(lines -> String.join(
                        "\n", lines.stream().map(line -> (String) line.get(0)).toList()));
    }
}
