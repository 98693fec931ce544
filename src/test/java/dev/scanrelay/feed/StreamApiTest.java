package dev.scanrelay.feed;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.feed.Listening.End;
import dev.scanrelay.feed.Listening.Frame;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.testing.Services;
import dev.scanrelay.testing.TestKeys;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(Services.class)
class StreamApiTest {

    private static final String PATH = "/api/v1/events/stream";

    @Inject
    Happenings happenings;

    @Inject
    Streams streams;

    @Inject
    MeterRegistry registry;

    private final String account = Happenings.newAccount();
    private final List<Listening> open = new ArrayList<>();
    private String admin;
    private String key;

    @BeforeEach
    void makeKeys() {
        admin = TestKeys.admin();
        key = limited(account);
    }

    @AfterEach
    void leave() {
        open.forEach(Listening::close);
        await().until(() -> streams.count() == 0);
    }

    @Test
    void tellsWhatHappensAsItHappens() {
        happenings.ended(account);
        Listening client = listen(key, "");

        String event = happenings.ended(account);

        await().untilAsserted(() -> assertThat(client.told()).containsExactly(event));
        Frame frame =
                client.frames().stream().filter(Frame::isEvent).findFirst().orElseThrow();
        assertThat(frame.fields().keySet()).containsExactlyInAnyOrder("id", "event", "data");
        assertThat(frame.fields().get("event")).isEqualTo("dev.scanrelay.pairing.ended.v1");
        assertThat(page(key, "?after=" + client.frames().getFirst().id()).getString("events.id[0]"))
                .isEqualTo(event);
        assertThat(page(key, "?after=" + frame.id()).getList("events")).isEmpty();
    }

    @Test
    void sendsTheEventAsThePageHasIt() {
        Listening client = listen(key, "");

        happenings.ended(account);

        await().until(() -> client.data().size() == 1);
        assertThat(io.restassured.path.json.JsonPath.from(client.data().getFirst())
                        .getMap(""))
                .isEqualTo(page(key, "?after=oldest").getMap("events[0]"));
    }

    @Test
    void saysWhereItBeginsBeforeAnythingHappens() {
        Listening client = listen(key, "");

        assertThat(client.status()).startsWith("200");
        assertThat(client.header("content-type")).startsWith("text/event-stream");
        assertThat(client.header("cache-control")).isEqualTo("private, no-store");
        assertThat(client.header("x-request-id")).isNotEmpty();
        assertThat(client.frames().getFirst().fields().keySet()).containsExactlyInAnyOrder("retry", "id");
        String event = happenings.ended(account);
        assertThat(page(key, "?after=" + client.frames().getFirst().id()).getList("events.id"))
                .isEqualTo(List.of(event));
    }

    @Test
    void movesTheCursorOfAClinicWhereNothingHappensWithEachHeartbeat() {
        Listening client = listen(key, "");
        String first = client.lastId();

        happenings.ended(Happenings.newAccount());

        await().until(() -> client.frames().stream()
                .anyMatch(frame -> frame.fields().containsKey("comment")
                        && FeedCursor.decode(frame.id()).orElseThrow().position()
                                > FeedCursor.decode(first).orElseThrow().position()));
        assertThat(client.told()).isEmpty();
    }

    @Test
    void catchesUpAndGoesOnLiveWithoutLossOrRepeat() throws InterruptedException {
        List<String> announced = new ArrayList<>();
        List<Listening> clients = new ArrayList<>();
        String start = page(key, "").getString("next");
        Thread clinic = Thread.ofVirtual()
                .start(() -> IntStream.range(0, 120)
                        .forEach(event -> announced.add(happenings.endedSoon(account, "revoked"))));

        while (clinic.isAlive()) {
            if (clients.size() < 12) {
                clients.add(listen(key, "?after=" + start));
            }
            clinic.join(50);
        }

        for (Listening client : clients) {
            await().until(() -> client.told().size() >= announced.size());
            assertThat(client.told()).isEqualTo(announced);
        }
    }

    @Test
    void resumesWhereItWasCutOff() {
        List<String> announced = new ArrayList<>();
        Listening before = listen(key, "");
        announced.add(happenings.ended(account));
        await().until(() -> before.told().size() == 1);
        String last = before.lastId();
        before.close();
        announced.add(happenings.ended(account));

        Listening after = add(Listening.resumed(key, last));
        announced.add(happenings.ended(account));

        await().untilAsserted(() -> assertThat(after.told()).isEqualTo(announced.subList(1, 3)));
    }

    @Test
    void believesTheHeaderBeforeTheUrl() {
        String from = page(key, "").getString("next");
        happenings.ended(account);
        String middle = page(key, "?after=" + from).getString("next");
        String last = happenings.ended(account);

        Listening client = listen(key, "?after=" + from, "Last-Event-ID: " + middle + "\r\n");

        await().untilAsserted(() -> assertThat(client.told()).containsExactly(last));
    }

    @Test
    void tellsNoOtherClinicsEventsAndNoOtherPartners() {
        TestKeys.partner("feed-other");
        Listening limited = listen(key, "");
        Listening whole = listen(admin, "");
        Listening other = listen(TestKeys.admin("feed-other"), "");

        String anothers = happenings.ended(Happenings.newAccount());
        String theirs = happenings.ended(new PartnerId("feed-other"), account);
        String own = happenings.ended(account);

        await().until(() -> whole.told().contains(own) && !limited.told().isEmpty());
        assertThat(limited.told()).containsExactly(own);
        assertThat(whole.told()).contains(anothers, own).doesNotContain(theirs);
        assertThat(other.told()).containsExactly(theirs);
    }

    @Test
    void tellsNoOtherClinicsEventsWhileItCatchesUp() {
        String from = page(key, "").getString("next");
        happenings.ended(Happenings.newAccount());
        String own = happenings.ended(account);
        await().until(() -> streams.count() == 0); // so that no tail holds them

        Listening client = listen(key, "?after=" + from);

        await().until(() -> !client.told().isEmpty());
        assertThat(client.told()).containsExactly(own);
    }

    @Test
    void tellsOnlyTheTypesAskedFor() {
        Listening ready = listen(key, "?types=dev.scanrelay.order.ready.v1");
        Listening ended = listen(key, "?types=dev.scanrelay.order.ready.v1,dev.scanrelay.pairing.ended.v1");

        String event = happenings.ended(account);

        await().until(() -> ended.told().equals(List.of(event)));
        String behind = ended.lastId();
        await().until(() -> ready.lastId().equals(behind) || ready.frames().size() > 2);
        assertThat(ready.told()).isEmpty();
    }

    @Test
    void saysHowToGoOnOnceEventsAreGone() {
        happenings.ended(account);
        happenings.execute("update relay_lease set feed_complete_after = 1");
        try {
            Response gone = given().auth()
                    .oauth2(key)
                    .header("Last-Event-ID", new FeedCursor(0).encoded())
                    .get(PATH);

            assertThat(gone.statusCode()).isEqualTo(410);
            assertThat(gone.contentType()).startsWith("application/problem+json");
            assertThat(gone.jsonPath().getString("type")).isEqualTo("urn:scanrelay:problem:feed-gone");
            assertThat(gone.jsonPath().getString("detail")).contains("GET /api/v1/orders?changedSince=");
        } finally {
            happenings.execute("update relay_lease set feed_complete_after = 0");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?after=x | | after has to be",
                "?after= | | after has to be",
                "?after=oldest | x | Last-Event-ID has to be",
                "?after=x | AQAAAAAAAAAA | after has to be",
                "?limit=5 | | not known here",
                "?types=order.ready | | types has to be among",
            })
    void refusesWhatCantBeRight(String query, String lastEventId, String detail) {
        var request = given().auth().oauth2(key);
        Response answer =
                (lastEventId == null ? request : request.header("Last-Event-ID", lastEventId)).get(PATH + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getString("detail")).contains(detail);
    }

    @Test
    void needsTheScope() {
        String without = keyWith(Map.of("scopes", Set.of("orders:read"))).get("key");

        assertThat(given().auth().oauth2(without).get(PATH).statusCode()).isEqualTo(403);
        assertThat(given().get(PATH).statusCode()).isEqualTo(401);
    }

    @Test
    void opensNoStreamForWhoAsksForTheHeadAlone() {
        assertThat(given().auth().oauth2(key).head(PATH).statusCode()).isEqualTo(200);
        assertThat(streams.count()).isZero();
    }

    @Test
    void isOnRecordWithWhatItTold() {
        Map<String, String> reader = keyWith(Map.of("scopes", Set.of("events:read"), "accounts", Set.of(account)));
        Listening client = listen(reader.get("key"), "");
        happenings.ended(account);
        await().until(() -> client.told().size() == 1);

        var records = given().auth()
                .oauth2(admin)
                .get("/api/v1/audit?actor=" + reader.get("id"))
                .jsonPath();

        assertThat(records.getList("records.action")).isEqualTo(List.of("event.stream", "event.stream"));
        assertThat(records.getList("records.requestId"))
                .isEqualTo(List.of(client.header("x-request-id"), client.header("x-request-id")));
        assertThat(records.getList("records.accounts").toString()).contains(account);
    }

    @Test
    void endsWithItsKeyAndNotWithAnother() {
        Map<String, String> retired = keyWith(Map.of("scopes", Set.of("events:read"), "accounts", Set.of(account)));
        Listening ending = listen(retired.get("key"), "");
        Listening staying = listen(key, "");

        given().auth()
                .oauth2(admin)
                .delete("/api/v1/keys/" + retired.get("id"))
                .then()
                .statusCode(204);

        await().until(() -> ending.end() == End.WHOLE);
        assertThat(ending.frames().getLast().fields()).containsKeys("retry", "id");
        assertThat(staying.end()).isEqualTo(End.NOT_YET);
    }

    @Test
    void closesAClientThatTakesNothingInWhichThenResumes() {
        String large = "x".repeat(200_000);
        Listening slow = add(Listening.withSmallBuffers(key));
        String start = slow.first().id();
        Listening quick = listen(key, "");
        double closedBefore = closed("slow");

        List<String> announced = IntStream.range(0, 40)
                .mapToObj(event -> happenings.endedSoon(account, large))
                .toList();

        await().until(() -> quick.data().size() == announced.size());
        assertThat(quick.told()).isEqualTo(announced);
        await().until(() -> closed("slow") > closedBefore);
        slow.read();
        await().until(() -> slow.end() == End.BROKEN);
        assertThat(slow.told()).isEqualTo(announced.subList(0, slow.told().size()));
        Listening resumed = add(Listening.resumed(key, slow.told().isEmpty() ? start : slow.lastId()));
        List<String> rest = announced.subList(slow.told().size(), announced.size());
        await().until(() -> resumed.data().size() == rest.size());
        assertThat(resumed.told()).isEqualTo(rest);
    }

    @Test
    void opensSoManyForOneKeyAndNoMore() {
        IntStream.range(0, 20).forEach(stream -> listen(key, ""));

        Response oneMore = given().auth().oauth2(key).get(PATH);

        assertThat(oneMore.statusCode()).isEqualTo(429);
        assertThat(oneMore.contentType()).startsWith("application/problem+json");
        assertThat(oneMore.header("Retry-After")).isNotEmpty();
        open.removeLast().close();
        await().until(() -> streams.count() == 19);
        assertThat(listen(key, "").status()).startsWith("200");
    }

    @Test
    void aThousandIdleStreamsCostLessThanAHundredMegabytes() {
        List<String> keys =
                IntStream.range(0, 50).mapToObj(any -> limited(account)).toList();
        listen(key, "");
        long before = used();

        for (int stream = 0; stream < 1_000; stream++) {
            add(Listening.opened(keys.get(stream % keys.size()), "")).first();
        }

        assertThat(streams.count()).isEqualTo(1_001);
        assertThat(used() - before).isLessThan(100 << 20);
        String event = happenings.ended(account);
        Listening any = open.getLast();
        any.read();
        await().until(() -> any.told().equals(List.of(event)));
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private double closed(String reason) {
        return registry.get("scanrelay.feed.streams.closed")
                .tag("reason", reason)
                .counter()
                .count();
    }

    private Listening listen(String key, String query, String... headers) {
        return add(Listening.to(key, query, headers));
    }

    private Listening add(Listening listening) {
        open.add(listening);
        return listening;
    }

    private static io.restassured.path.json.JsonPath page(String key, String query) {
        return given().auth()
                .oauth2(key)
                .get("/api/v1/events" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private String limited(String account) {
        return keyWith(Map.of("scopes", Set.of("events:read"), "accounts", Set.of(account)))
                .get("key");
    }

    private Map<String, String> keyWith(Map<String, ?> rights) {
        Map<String, Object> wanted = new HashMap<>(rights);
        wanted.putAll(Map.of("name", "feed", "owner", "a test"));
        return given().auth()
                .oauth2(admin)
                .contentType(ContentType.JSON)
                .body(wanted)
                .post("/api/v1/keys")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getMap("");
    }
}
