package dev.scanrelay.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import dev.scanrelay.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Services.class)
class CatalogueApiTest {

    private static final PartnerId OTHER = new PartnerId("orders-other");

    @Inject
    Database database;

    @Inject
    Workbench bench;

    @Inject
    PatientSeal seal;

    private final String account = "ord-" + UUID.randomUUID().toString().substring(0, 12);
    private ApiClient api;

    @BeforeEach
    void makeKeys() {
        bench.execute("insert into partner (id, name) values ('orders-other', 'Other') on conflict do nothing");
        api = ApiClient.admin();
    }

    @Test
    void showsAnOrderWithItsRevisionsArtifactsAndTimeline() throws Exception {
        RxId rx = Workbench.rx();
        UUID order = bench.want(account, rx, Lane.LIVE);
        bench.record(order, Samples.facts("Completed"), Samples.scan("shown"));

        Response answer = api.get("/api/v1/orders/{id}", order);

        JsonPath seen = answer.then().statusCode(200).extract().jsonPath();
        String zip = seen.getString("revisions[0].artifacts[0].id");
        String mesh = seen.getString("revisions[0].artifacts[1].id");
        ObjectMapper json = new ObjectMapper();
        assertThat(withoutAnnouncement(json.readTree(answer.asString()))).isEqualTo(json.readTree("""
                {"id":"%1$s","account":"%2$s","rxId":"%3$s","state":"ready","status":"Completed",
                 "vendorOrderId":"123456789","origin":"unsolicited",
                 "patient":{"id":"7c6f1d52","firstName":"Zebulon","lastName":"Quillfeather","chartNumber":"CH-4711"},
                 "doctorId":"D-17","procedure":"Study model","latestRevision":1,
                 "scannedAt":"2026-03-02T09:14:01.204Z","notifiedAt":"2026-03-02T09:15:31.204Z",
                 "datedAt":"2026-03-02T09:14:01.204Z","changedAt":"%4$s",
                 "revisions":[{"number":1,"fingerprint":"%5$s","complete":true,"unpacked":"complete","storedAt":"%6$s",
                   "artifactCount":2,"artifacts":[
                     {"id":"%7$s","kind":"archive","mediaType":"application/zip","sizeBytes":%8$d,"sha256":"%9$s",
                      "fileName":"archive-r1-1","vendorName":"Quillfeather.zip",
                      "href":"/api/v1/orders/%1$s/artifacts/%7$s"},
                     {"id":"%10$s","kind":"mesh","role":"occlusion","jaw":"upper","mediaType":"model/stl","sizeBytes":5,
                      "sha256":"%11$s","container":"%7$s","fileName":"mesh-occlusion-upper-r1-2",
                      "vendorName":"Quillfeather_shell_occlusion_u.stl",
                      "href":"/api/v1/orders/%1$s/artifacts/%10$s"}]}],
                 "timeline":[{"at":"2026-03-02T09:15:01.204Z","what":"fetched"},
                             {"at":"2026-03-02T09:15:31.204Z","what":"notified"},
                             {"at":"%6$s","what":"stored","revision":1}]}
                """.formatted(
                        order,
                        account,
                        rx,
                        seen.getString("changedAt"),
                        seen.getString("revisions[0].fingerprint"),
                        seen.getString("revisions[0].storedAt"),
                        zip,
                        seen.getLong("revisions[0].artifacts[0].sizeBytes"),
                        seen.getString("revisions[0].artifacts[0].sha256"),
                        mesh,
                        Samples.sha256("shown".getBytes(StandardCharsets.UTF_8)))));
        assertThat(answer.header("Cache-Control")).isEqualTo("private, no-store");
    }

    @Test
    void showsTheSameByItsRxInAnySpelling() {
        RxId rx = Workbench.rx();
        UUID order = bench.want(account, rx, Lane.LIVE);

        String spelling = "%7B" + rx.value().toUpperCase(Locale.ROOT) + "%7D";
        Response answer = api.request().urlEncodingEnabled(false).get("/api/v1/orders/by-rx/" + spelling);

        assertThat(answer.jsonPath().getString("id")).isEqualTo(order.toString());
    }

    @Test
    void asksWhichAccountIfSeveralKnowAnRx() {
        RxId rx = Workbench.rx();
        bench.want(account, rx, Lane.LIVE);
        UUID second = bench.want(account + "-b", rx, Lane.LIVE);

        assertThat(api.get("/api/v1/orders/by-rx/{rx}", rx.value()).statusCode())
                .isEqualTo(409);
        assertThat(api.ok("/api/v1/orders/by-rx/{rx}?account={account}", rx.value(), account + "-b")
                        .getString("id"))
                .isEqualTo(second.toString());
    }

    @Test
    void tellsNoNameWithoutTheScopeForPatients() {
        UUID order = bench.ready(account);
        ApiClient narrow = api.with(List.of("orders:read"), List.of());

        String shown = narrow.get("/api/v1/orders/{id}", order).asString()
                + narrow.get("/api/v1/orders?account=" + account).asString();

        assertThat(shown).contains("7c6f1d52").doesNotContain("Quillfeather", "Zebulon", "4711");
    }

    @Test
    void findsAChartNumberHoweverItIsSpelled() {
        UUID order = bench.wanted(account);
        String chart = "Ch-" + UUID.randomUUID();
        bench.record(
                order,
                Samples.facts(
                        "Completed",
                        new Patient(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(chart))),
                Samples.scan("chart"));

        Response found = api.search(Map.of("chartNumber", " " + chart.toUpperCase(Locale.ROOT)));

        assertThat(found.jsonPath().getList("orders.id")).containsExactly(order.toString());
        assertThat(api.search(Map.of("chartNumber", chart, "account", account + "-b"))
                        .jsonPath()
                        .getList("orders"))
                .isEmpty();
        assertThat(api.with(List.of("orders:read"), List.of())
                        .search(Map.of("chartNumber", chart))
                        .statusCode())
                .isEqualTo(403);
        assertThat(api.with(List.of("patients:read"), List.of())
                        .search(Map.of("chartNumber", chart))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void filtersAlone() {
        UUID ready = bench.ready(account);
        UUID waiting = bench.wanted(account);
        bench.execute("update scan_order set reference = 'visit/" + ready + "' where id = '" + ready + "'");
        String rx = bench.row(ready).text("rx_id");

        assertThat(listed("status=Completed")).containsExactly(ready);
        assertThat(listed("status=completed")).isEmpty();
        assertThat(listed("state=waiting")).containsExactly(waiting);
        assertThat(listed("rxId=" + rx)).containsExactly(ready);
        assertThat(listed("reference=visit/" + ready)).containsExactly(ready);
        assertThat(listed("from=2026-03-02T09:15:00Z")).containsExactly(waiting);
        assertThat(listed("to=2026-03-02T09:15:00Z")).containsExactly(ready);
        assertThat(listed("from=2026-03-02&to=2026-03-03")).containsExactly(waiting, ready);
        assertThat(listed("state=ready&status=Completed&from=2026-03-03")).isEmpty();
    }

    @Test
    void pagesWithoutGapsOrRepeatsWhileOrdersComeIn() {
        List<UUID> orders = new ArrayList<>();
        IntStream.range(0, 7).forEach(number -> orders.add(dated(number)));

        JsonPath first = api.ok("/api/v1/orders?limit=3&account=" + account);
        bench.want(account, Workbench.rx(), Lane.LIVE); // newer than all
        JsonPath second = api.ok("/api/v1/orders?limit=3&account=" + account + "&cursor=" + first.getString("next"));
        JsonPath third = api.ok("/api/v1/orders?limit=3&account=" + account + "&cursor=" + second.getString("next"));

        Collections.reverse(orders);
        assertThat(Stream.of(first, second, third).flatMap(page -> ids(page).stream()))
                .containsExactlyElementsOf(orders);
        assertThat(third.getBoolean("more")).isFalse();
        assertThat(third.getString("next")).isNull();
    }

    /** Few accounts are asked for one by one, many at once. */
    @ParameterizedTest
    @ValueSource(ints = {3, 60})
    void pagesAKeyOfSeveralAccountsThroughTheirOrdersAlone(int accounts) {
        List<String> mine = IntStream.range(0, accounts)
                .mapToObj(number -> account + "-" + number)
                .toList();
        List<UUID> orders = new ArrayList<>();
        for (int number = 0; number < 15; number++) {
            orders.add(bench.want(mine.get(number % 3), Workbench.rx(), Lane.LIVE));
            bench.want(account + "-x", Workbench.rx(), Lane.LIVE); // of another account
            bench.want(OTHER, mine.get(number % 3), Workbench.rx(), Lane.LIVE); // of another partner
        }
        ApiClient narrow = api.with(List.of("orders:read"), mine);

        assertThat(walk(narrow, "limit=4", 4)) // all of one moment: nothing but the id tells them apart
                .containsExactlyInAnyOrderElementsOf(orders);
        await().untilAsserted(() ->
                assertThat(walk(narrow, "limit=4&changedSince=2026-01-01", 4)).containsExactlyElementsOf(orders));
    }

    /** All pages, until there is no more. */
    private static List<UUID> walk(ApiClient api, String query, int pages) {
        List<UUID> seen = new ArrayList<>();
        JsonPath page = api.ok("/api/v1/orders?" + query);
        int read = 1;
        seen.addAll(ids(page));
        while (page.getBoolean("more")) {
            assertThat(ids(page)).isNotEmpty();
            page = api.ok("/api/v1/orders?" + query + "&cursor=" + page.getString("next"));
            read++;
            seen.addAll(ids(page));
        }
        assertThat(read).isEqualTo(pages);
        return seen;
    }

    @Test
    void listsEveryChangeInItsOrder() {
        UUID first = bench.ready(account);
        UUID second = bench.ready(account);
        bench.record(first, Samples.facts("Lab Review"), Samples.scan("again"));

        await().untilAsserted(() ->
                assertThat(ids(changes("changedSince=2026-01-01"))).containsExactly(second, first));

        JsonPath page = changes("changedSince=2026-01-01&limit=1");
        assertThat(page.getBoolean("more")).isTrue();
        JsonPath rest = changes("cursor=" + page.getString("next"));
        assertThat(ids(rest)).containsExactly(first);
        assertThat(ids(changes("cursor=" + rest.getString("next")))).isEmpty();

        bench.record(second, Samples.facts("Lab Review"), Samples.scan("once more"));
        await().untilAsserted(() ->
                assertThat(ids(changes("cursor=" + rest.getString("next")))).containsExactly(second));
    }

    @Test
    void skipsNoChangeThatIsCommittedLate() throws Exception {
        UUID late = bench.ready(account);
        UUID early = bench.ready(account);
        await().until(() -> ids(changes("changedSince=2026-01-01")).size() == 2);
        String start = changes("changedSince=2026-01-01").getString("next");
        CountDownLatch changed = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // Given a transaction that has changed an order and is not committed
            Future<Integer> open = threads.submit(() -> database.write(session -> touch(session, late)
                    .invoke(changed::countDown)
                    .flatMap(rows -> later(threads, commit).replaceWith(rows))));
            changed.await();

            // When another one, begun later, is committed and listed
            database.write(session -> touch(session, early));
            JsonPath meanwhile = changes("cursor=" + start);
            commit.countDown();
            open.get();

            // Then the late one is found behind what was listed
            List<UUID> seen = new ArrayList<>(ids(meanwhile));
            String[] next = {meanwhile.getString("next")};
            await().untilAsserted(() -> {
                JsonPath page = changes("cursor=" + next[0]);
                seen.addAll(ids(page));
                next[0] = page.getString("next");
                assertThat(seen).contains(late, early);
            });
        }
    }

    @Test
    void showsNothingOfAnotherPartnerOrAccount() {
        UUID mine = bench.ready(account);
        UUID foreign = bench.want(OTHER, account, Workbench.rx(), Lane.LIVE);
        String foreignRx = bench.row(foreign).text("rx_id");
        ApiClient sibling = api.with(List.of("orders:read", "artifacts:read"), List.of(account + "-b"));
        ApiClient own = api.with(List.of("orders:read"), List.of(account));
        String artifact = api.ok("/api/v1/orders/{id}", mine).getString("revisions[0].artifacts[0].id");

        for (ApiClient stranger : List.of(ApiClient.adminOf(OTHER.value()), sibling)) {
            for (String path : List.of(
                    "/api/v1/orders/" + mine,
                    "/api/v1/orders/" + mine + "/revisions/1",
                    "/api/v1/orders/" + mine + "/artifacts/" + artifact,
                    "/api/v1/orders/by-rx/" + bench.row(mine).text("rx_id"))) {
                assertThat(stranger.get(path).statusCode()).as(path).isEqualTo(404);
            }
            assertThat(stranger.request()
                            .post("/api/v1/orders/{id}/artifacts/{a}/link", mine, artifact)
                            .statusCode())
                    .isEqualTo(404);
            assertThat(stranger.ok("/api/v1/orders").getList("orders.id")).doesNotContain(mine.toString());
        }
        assertThat(api.get("/api/v1/orders/by-rx/{rx}", foreignRx).statusCode()).isEqualTo(404);
        assertThat(own.get("/api/v1/orders/{id}", mine).statusCode()).isEqualTo(200);
        assertThat(own.ok("/api/v1/orders").getList("orders.id")).containsExactly(mine.toString());
    }

    @Test
    void asksEveryCallForItsScope() {
        UUID order = bench.ready(account);
        String artifact = api.ok("/api/v1/orders/{id}", order).getString("revisions[0].artifacts[0].id");
        ApiClient reader = api.with(List.of("orders:read"), List.of());
        ApiClient files = api.with(List.of("artifacts:read"), List.of());

        assertThat(given().get("/api/v1/orders").statusCode()).isEqualTo(401);
        assertThat(given().get("/api/v1/orders/{id}/artifacts/{a}", order, artifact)
                        .statusCode())
                .isEqualTo(401);
        assertThat(files.get("/api/v1/orders").statusCode()).isEqualTo(403);
        assertThat(files.get("/api/v1/orders/{id}", order).statusCode()).isEqualTo(403);
        assertThat(reader.get("/api/v1/orders/{id}/artifacts/{a}", order, artifact)
                        .statusCode())
                .isEqualTo(403);
        assertThat(reader.request()
                        .post("/api/v1/orders/{id}/artifacts/{a}/link", order, artifact)
                        .statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=201",
                "limit=-1",
                "limit=x",
                "limit=",
                "limit=99999999999",
                "limit=1&limit=2",
                "account=",
                "account=a%20b",
                "account=%00",
                "account=%F0%9F%98%80",
                "from=yesterday",
                "from=2026-13-01",
                "from=%2B999999999-12-31T23:59:59Z",
                "from=2026-03-02T09:15:00",
                "to=0000-01-01",
                "status=%00",
                "status=",
                "status=%0A",
                "state=READY",
                "state=gone",
                "rxId=1",
                "rxId=%7B%7D",
                "reference=%00",
                "changedSince=now",
                "cursor=x",
                "cursor=",
                "cursor=AQAABhNn4rQAAFs8alIvDk8KmjmKjw9vbx"
            })
    void refusesAParameterByItsName(String query) {
        Response answer = api.request().urlEncodingEnabled(false).get("/api/v1/orders?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getString("detail")).startsWith(query.substring(0, query.indexOf('=')) + " ");
    }

    @Test
    void refusesParametersItDoesNotKnowAndChartNumbersInUrls() {
        assertThat(api.get("/api/v1/orders?form=2026-03-01").jsonPath().getString("detail"))
                .startsWith("There is a parameter that is not known here. Known are account, changedSince,");
        assertThat(api.get("/api/v1/orders?chartNumber=CH-4711").jsonPath().getString("detail"))
                .isEqualTo("chartNumber is never sent in a URL. Use POST /api/v1/orders/search.");
    }

    @Test
    void refusesAnUnchangingCursorForChanges() {
        bench.wanted(account);
        bench.wanted(account);
        String cursor = api.ok("/api/v1/orders?limit=1&account=" + account).getString("next");

        assertThat(api.get("/api/v1/orders?changedSince=2026-03-02&cursor=" + cursor)
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/orders/x",
                "/api/v1/orders/%00",
                "/api/v1/orders/00000000-0000-0000-0000-00000000000g",
                "/api/v1/orders/1-1-1-1-1",
                "/api/v1/orders/by-rx/x",
                "/api/v1/orders/by-rx/%00",
                "/api/v1/orders/%F0%9F%98%80/revisions/1",
                "/api/v1/orders/x/artifacts/y",
                "/api/v1/orders/00000000-0000-0000-0000-000000000000/revisions/0",
                "/api/v1/orders/00000000-0000-0000-0000-000000000000/revisions/99999999999",
                "/api/v1/orders/00000000-0000-0000-0000-000000000000",
                "/api/v1/orders/00000000-0000-0000-0000-000000000000/revisions/1",
                "/api/v1/orders/00000000-0000-0000-0000-000000000000/artifacts/00000000-0000-0000-0000-000000000000",
                "/api/v1/orders/by-rx/00000000-0000-0000-0000-000000000000?account=%00",
                "/api/v1/orders/by-rx/00000000-0000-0000-0000-000000000000?x=1"
            })
    void answersHostilePathsAsAProblemOfTheCaller(String path) {
        Response answer = api.request().urlEncodingEnabled(false).get(path);

        assertThat(answer.statusCode()).isBetween(400, 404);
        assertThat(answer.contentType()).startsWith("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"x\"",
                "{}",
                "{\"chartNumber\":null}",
                "{\"chartNumber\":\"\"}",
                "{\"chartNumber\":\"\\u0000\"}",
                "{\"chartNumber\":{}}",
                "{\"chartNumber\":[\"a\"]}",
                "{\"chartNumber\":\"a\",\"limit\":\"x\"}",
                "{\"chartNumber\":\"a\",\"limit\":0}",
                "{\"chartNumber\":\"a\",\"account\":\"\"}",
                "{\"chartNumber\":\"a\",\"cursor\":\"x\"}"
            })
    void refusesASearchItCannotRead(String body) {
        Response answer = api.request().contentType(ContentType.JSON).body(body).post("/api/v1/orders/search");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.contentType()).startsWith("application/problem+json");
    }

    @ParameterizedTest
    @MethodSource("queries")
    void answersEveryQuestionFromAnIndex(OrderQuery query) {
        fill();
        Reader reader = new Reader(new PartnerId("orders-plan"), Optional.empty(), true);
        Reader narrow = new Reader(
                reader.partner(), Optional.of(Set.of(new AccountId("plan-1"), new AccountId("plan-3"))), true);

        for (Reader who : List.of(reader, narrow)) {
            Selection selection = query.order() == Cursor.Order.NEWEST
                    ? Selection.newest(who, query, seal)
                    : Selection.changes(
                            who, query, seal, Cursor.since(Instant.EPOCH), Instant.parse("2100-01-01T00:00:00Z"));
            List<String> plan = database.read(session -> selection
                    .where()
                    .bind(session.createNativeQuery("explain " + selection.sql(), Tuple.class))
                    .getResultList()
                    .map(lines ->
                            lines.stream().map(line -> (String) line.get(0)).toList()));
            assertThat(plan).anyMatch(line -> line.contains("Index")).noneMatch(line -> line.contains("Seq Scan"));
        }
    }

    static Stream<OrderQuery> queries() {
        Map<String, List<String>> all = Map.of(
                "account", List.of("plan-3"),
                "from", List.of("2026-01-01"),
                "to", List.of("2026-02-01"),
                "status", List.of("Completed"),
                "state", List.of("parked"),
                "rxId", List.of("00000000-0000-0000-0000-000000000001"),
                "reference", List.of("visit-7"),
                "changedSince", List.of("2026-01-01"));
        List<String> names = List.copyOf(all.keySet());
        return IntStream.range(0, 1 << names.size()).mapToObj(set -> {
            Map<String, List<String>> given = new HashMap<>();
            IntStream.range(0, names.size())
                    .filter(bit -> (set & 1 << bit) != 0)
                    .forEach(bit -> given.put(names.get(bit), all.get(names.get(bit))));
            return new Parameters(given).orderQuery();
        });
    }

    private void fill() {
        bench.execute("""
                insert into partner (id, name) values ('orders-plan', 'Plan') on conflict do nothing""");
        int added = bench.execute("""
                insert into scan_order (id, partner_id, account_id, rx_id, state, due_at, created_at, changed_at, dated_at,
                                        vendor_status, reference, done, wanted)
                select gen_random_uuid(), 'orders-plan', 'plan-' || n % 20, cast(gen_random_uuid() as text),
                       (array['waiting', 'ready', 'ready', 'ready', 'parked'])[1 + n % 5], now(), now(),
                       now() - n * interval '1 minute', now() - n * interval '1 minute',
                       (array['Completed', 'Lab Review', 'iTero Modeling'])[1 + n % 3], 'visit-' || n, 1, 1
                  from generate_series(1, 20000) n
                 where not exists (select 1 from scan_order where partner_id = 'orders-plan')""");
        if (added > 0) {
            bench.execute("analyze scan_order");
        }
    }

    /** The relay adds that in its own time. */
    private static JsonNode withoutAnnouncement(JsonNode order) {
        Iterator<JsonNode> timeline = order.path("timeline").elements();
        while (timeline.hasNext()) {
            if (timeline.next().path("what").asText().equals("announced")) {
                timeline.remove();
            }
        }
        return order;
    }

    private UUID dated(int number) {
        UUID order = bench.wanted(account);
        bench.execute(
                "update scan_order set dated_at = '2026-01-01T00:00:0" + number + "Z' where id = '" + order + "'");
        return order;
    }

    private List<UUID> listed(String query) {
        return ids(api.ok("/api/v1/orders?account=" + account + "&" + query));
    }

    private JsonPath changes(String query) {
        return api.ok("/api/v1/orders?account=" + account + "&" + query);
    }

    private static List<UUID> ids(JsonPath page) {
        return page.getList("orders.id", String.class).stream()
                .map(UUID::fromString)
                .toList();
    }

    private static Uni<Integer> touch(Mutiny.Session session, UUID order) {
        return session.createNativeQuery("update scan_order set changed_at = now() where id = :id")
                .setParameter("id", order)
                .executeUpdate();
    }

    /** Waits on another thread, and goes on where it was. */
    private static Uni<Void> later(ExecutorService threads, CountDownLatch latch) {
        Context here = Vertx.currentContext();
        return Uni.createFrom()
                .voidItem()
                .emitOn(threads)
                .invoke(() -> awaited(latch))
                .emitOn(command -> here.runOnContext(back -> command.run()));
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }
}
