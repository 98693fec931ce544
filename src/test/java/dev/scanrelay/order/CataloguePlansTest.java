package dev.scanrelay.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import dev.scanrelay.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Test;

/**
 * How PostgreSQL answers the catalogue's questions when there are many orders: from an index, reading little more than it shows.
 * The statements are the ones that are sent, on a copy of the table, in a transaction that is rolled back.
 */
@QuarkusTest
@QuarkusTestResource(Services.class)
class CataloguePlansTest {

    private static final int PAGE = 50;
    /** No step may read more rows than this: a page, one more, and a few that are passed over. */
    private static final int MOST_ROWS = 4 * PAGE;

    private static final Pattern ROWS = Pattern.compile("(?:actual rows=|Rows Removed by [A-Za-z ]+: )(\\d+)");
    private static final String CHART = "CH-PLAN-4711";
    private static final String RX = "11111111-2222-4333-8444-000000004711";
    private static final String ACCOUNT = "100042";

    @Inject
    Database database;

    @Inject
    PatientSeal seal;

    @Test
    void answersEveryQuestionFromAnIndexReadingLittleMoreThanAPage() {
        Map<String, Selection> questions = questions(Instant.now().truncatedTo(ChronoUnit.MICROS));

        Map<String, List<String>> plans = database.write(session -> generate(session)
                .chain(() -> plans(session, questions))
                .invoke(done -> session.currentTransaction().markForRollback()));

        assertThat(plans).hasSameSizeAs(questions);
        assertThat(plans.entrySet().stream()
                        .flatMap(plan -> complaints(plan.getKey(), plan.getValue()))
                        .collect(Collectors.joining("\n\n")))
                .isEmpty();
    }

    private Map<String, Selection> questions(Instant now) {
        Instant month = now.minus(Duration.ofDays(400));
        Ask all = new Ask();
        Ask one = new Ask().inOneAccount();
        Map<String, Selection> questions = new LinkedHashMap<>();
        for (Ask ask : List.of(all, one)) {
            String whose = ask == one ? "account" : "partner";
            questions.put(whose, newest(ask.query()));
            questions.put(whose + ", behind a cursor", newest(ask.behind(month).query()));
            questions.put(
                    whose + " + date",
                    newest(ask.dates(month, month.plus(Duration.ofDays(30))).query()));
            for (String status : List.of("Completed", "Lab Review", "Ready to Ship", "Never Seen")) {
                questions.put(
                        whose + " + status " + status, newest(ask.status(status).query()));
            }
            for (OrderState state : OrderState.values()) {
                questions.put(
                        whose + " + state " + state, newest(ask.state(state).query()));
            }
            questions.put(
                    whose + " + reference", newest(ask.reference("visit-4711").query()));
            questions.put(whose + " + chart number", newest(ask.chart(CHART).query()));
            questions.put(whose + " + rxId", newest(ask.rx().query()));
            for (Instant since : List.of(Instant.EPOCH, month, now.minusSeconds(60))) {
                questions.put(whose + " + changedSince " + since, changes(ask.query(), since, now));
            }
            questions.put(
                    whose + " + changedSince + reference",
                    changes(ask.reference("visit-4711").query(), month, now));
        }
        questions.put(
                "key of three accounts",
                Selection.newest(reader(Set.of(ACCOUNT, "100043", "100044")), all.query(), seal));
        questions.put("key of one account", Selection.newest(reader(Set.of(ACCOUNT)), all.query(), seal));
        return questions;
    }

    private Selection newest(OrderQuery query) {
        return Selection.newest(reader(Set.of()), query, seal);
    }

    private Selection changes(OrderQuery query, Instant since, Instant now) {
        return Selection.changes(reader(Set.of()), query, seal, Cursor.since(since), now);
    }

    private static Reader reader(Set<String> accounts) {
        Optional<Set<AccountId>> limited = Optional.of(accounts)
                .filter(some -> !some.isEmpty())
                .map(some -> some.stream().map(AccountId::new).collect(Collectors.toUnmodifiableSet()));
        return new Reader(PartnerId.DEFAULT, limited, true);
    }

    /** What is asked for, built up by the name of each filter. */
    private record Ask(
            Optional<AccountId> account,
            Optional<Instant> from,
            Optional<Instant> to,
            Optional<String> status,
            Optional<OrderState> state,
            Optional<RxId> rxId,
            Optional<String> reference,
            Optional<String> chart,
            Optional<Cursor> cursor) {

        Ask() {
            this(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        Ask inOneAccount() {
            return new Ask(
                    Optional.of(new AccountId(ACCOUNT)), from, to, status, state, rxId, reference, chart, cursor);
        }

        Ask dates(Instant first, Instant last) {
            return new Ask(
                    account, Optional.of(first), Optional.of(last), status, state, rxId, reference, chart, cursor);
        }

        Ask status(String word) {
            return new Ask(account, from, to, Optional.of(word), state, rxId, reference, chart, cursor);
        }

        Ask state(OrderState wanted) {
            return new Ask(account, from, to, status, Optional.of(wanted), rxId, reference, chart, cursor);
        }

        Ask reference(String own) {
            return new Ask(account, from, to, status, state, rxId, Optional.of(own), chart, cursor);
        }

        Ask chart(String number) {
            return new Ask(account, from, to, status, state, rxId, reference, Optional.of(number), cursor);
        }

        Ask rx() {
            return new Ask(account, from, to, status, state, Optional.of(new RxId(RX)), reference, chart, cursor);
        }

        Ask behind(Instant time) {
            return new Ask(
                    account,
                    from,
                    to,
                    status,
                    state,
                    rxId,
                    reference,
                    chart,
                    Optional.of(new Cursor(Cursor.Order.NEWEST, time, new java.util.UUID(7, 7))));
        }

        OrderQuery query() {
            return new OrderQuery(
                    account,
                    from,
                    to,
                    status,
                    state,
                    rxId,
                    reference,
                    chart,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    cursor,
                    PAGE);
        }
    }

    /** The indexes come after the rows, which is many times faster. */
    private Uni<?> generate(Mutiny.Session session) {
        return run(session, "create schema plans")
                .chain(() -> run(session, "create table plans.scan_order (like public.scan_order including defaults)"))
                .chain(() -> session.createNativeQuery(ORDERS_OF_TWO_YEARS)
                        .setParameter("rx", RX)
                        .setParameter(
                                "chart",
                                seal.candidates(PartnerId.DEFAULT, CHART).getFirst())
                        .executeUpdate())
                .chain(() -> indexes(session))
                .chain(() -> run(session, "set local search_path = plans, public"))
                .chain(() -> run(session, "analyze plans.scan_order"));
    }

    private static Uni<?> indexes(Mutiny.Session session) {
        return session.createNativeQuery(
                        "select replace(indexdef, 'public.scan_order', 'plans.scan_order') from pg_indexes"
                                + " where schemaname = 'public' and tablename = 'scan_order'",
                        String.class)
                .getResultList()
                .chain(definitions -> Multi.createFrom()
                        .iterable(definitions)
                        .onItem()
                        .transformToUniAndConcatenate(definition -> run(session, definition))
                        .collect()
                        .asList());
    }

    /** Two partners, 200 accounts, common and rare states; changes scattered over the days after the scan. */
    private static final String ORDERS_OF_TWO_YEARS = """
            insert into plans.scan_order (id, partner_id, account_id, rx_id, state, vendor_status, reference, chart_number_index,
                                          due_at, created_at, dated_at, changed_at)
            select gen_random_uuid(),
                   case when n % 10 = 0 then 'another' else 'default' end,
                   cast(case when n % 1000 = 711 then 100042 else 100000 + dice % 200 end as text),
                   case when n = 4711 then :rx else cast(gen_random_uuid() as text) end,
                   case when dice / 200 % 1000 = 0 then 'parked' when dice / 200 % 1000 < 20 then 'waiting' else 'ready' end,
                   case when dice / 400 % 1000 = 0 then 'Ready to Ship' when dice / 400 % 1000 < 50 then 'Lab Review'
                        else 'Completed' end,
                   case when n % 2 = 1 then 'visit-' || n end,
                   case when n % 25000 = 4711 then :chart else decode(md5(cast(n % 25000 as text)), 'hex') end,
                   now(), now() - n * interval '4 minutes', now() - n * interval '4 minutes',
                   least(now() - interval '2 seconds', now() - n * interval '4 minutes' + dice % 40 * interval '1 day')
              from (select n, abs(cast(hashint4(n) as bigint)) as dice from generate_series(1, 200000) n) numbers""";

    private static Uni<Integer> run(Mutiny.Session session, String sql) {
        return session.createNativeQuery(sql).executeUpdate();
    }

    private static Uni<Map<String, List<String>>> plans(Mutiny.Session session, Map<String, Selection> questions) {
        Map<String, List<String>> plans = new LinkedHashMap<>();
        return Multi.createFrom()
                .iterable(questions.entrySet())
                .onItem()
                .transformToUniAndConcatenate(question ->
                        plan(session, question.getValue()).invoke(plan -> plans.put(question.getKey(), plan)))
                .collect()
                .last()
                .replaceWith(plans);
    }

    private static Uni<List<String>> plan(Mutiny.Session session, Selection selection) {
        String explain = "explain (analyze, costs off, timing off, summary off, buffers off) " + selection.sql();
        return selection
                .where()
                .bind(session.createNativeQuery(explain, Tuple.class))
                .getResultList()
                .map(lines -> lines.stream().map(line -> (String) line.get(0)).toList());
    }

    private static Stream<String> complaints(String question, List<String> plan) {
        List<String> complaints = new ArrayList<>();
        for (String line : plan) {
            if (line.contains("Seq Scan")) {
                complaints.add("reads the whole table");
            }
            Matcher rows = ROWS.matcher(line);
            if (rows.find() && Long.parseLong(rows.group(1)) > MOST_ROWS) {
                complaints.add("reads " + rows.group(1) + " rows for a page");
            }
        }
        return complaints.isEmpty()
                ? Stream.of()
                : Stream.of(question + ": " + complaints + "\n" + String.join("\n", plan));
    }
}
