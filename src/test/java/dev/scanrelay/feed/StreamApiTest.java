package dev.scanrelay.feed;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.feed.Listening.Frame;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.testing.Services;
import dev.scanrelay.testing.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(Services.class)
class StreamApiTest extends StreamStage {

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
        assertThat(JsonPath.from(client.data().getFirst()).getMap(""))
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
    void tellsOnlyTheTypesAskedFor() {
        Listening ready = listen(key, "?types=dev.scanrelay.order.ready.v1");
        Listening ended = listen(key, "?types=dev.scanrelay.order.ready.v1,dev.scanrelay.pairing.ended.v1");

        String event = happenings.ended(account);

        await().until(() -> ended.told().equals(List.of(event)));
        String behind = ended.lastId();
        await().until(() -> ready.lastId().equals(behind) || ready.frames().size() > 2);
        assertThat(ready.told()).isEmpty();
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
}
