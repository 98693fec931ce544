package dev.scanrelay.feed;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.id.PartnerId;
import dev.scanrelay.testing.Services;
import dev.scanrelay.testing.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(Services.class)
class EventsApiTest {

    private static final String PATH = "/api/v1/events";

    @Inject
    Happenings happenings;

    private final String account = Happenings.newAccount();
    private String admin;
    private String key;

    @BeforeEach
    void makeKeys() {
        admin = TestKeys.admin();
        key = limited(account);
    }

    @Test
    void beginsNowAndTellsWhatComesAfterOnceInItsOrder() {
        happenings.ended(account);
        JsonPath start = page(key, "").jsonPath();
        assertThat(start.getList("events")).isEmpty();
        assertThat(start.getBoolean("more")).isFalse();

        String first = happenings.ended(account);
        happenings.ended(Happenings.newAccount());
        String second = happenings.ended(account);
        JsonPath page = page(key, "?after=" + start.getString("next")).jsonPath();

        assertThat(page.getList("events.id")).isEqualTo(List.of(first, second));
        assertThat(page.getMap("events[0]"))
                .containsEntry("specversion", "1.0")
                .containsEntry("type", "dev.scanrelay.pairing.ended.v1")
                .containsEntry("subject", "pairings/" + account)
                .containsEntry("data", Map.of("partner", "default", "account", account, "reason", "revoked"));
        assertThat(page(key, "?after=" + page.getString("next")).jsonPath().getList("events"))
                .isEmpty();
    }

    @Test
    void goesPageByPageWithoutLossOrRepeat() {
        String next = page(key, "").path("next");
        List<String> announced = new ArrayList<>();
        for (int event = 0; event < 5; event++) {
            announced.add(happenings.ended(account));
        }

        List<String> read = new ArrayList<>();
        boolean more = true;
        while (more) {
            JsonPath page = page(key, "?limit=2&after=" + next).jsonPath();
            assertThat(page.getList("events").size()).isLessThanOrEqualTo(2);
            read.addAll(page.getList("events.id"));
            next = page.getString("next");
            more = page.getBoolean("more");
        }

        assertThat(read).isEqualTo(announced);
    }

    @Test
    void tellsOnlyTheTypesAskedForAndGoesOnPastTheOthers() {
        String next = page(key, "").path("next");
        happenings.ended(account);

        JsonPath none = page(key, "?limit=1&types=dev.scanrelay.order.ready.v1&after=" + next)
                .jsonPath();

        assertThat(none.getList("events")).isEmpty();
        assertThat(none.getBoolean("more")).isTrue();
        assertThat(none.getString("next")).isNotEqualTo(next);
    }

    @Test
    void tellsAPartnersWholeKeyOfAllItsAccountsAndAnotherPartnerOfNone() {
        String next = page(admin, "").path("next");
        String event = happenings.ended(account);
        TestKeys.partner("feed-other");
        String theirs = happenings.ended(new PartnerId("feed-other"), account);

        assertThat(page(admin, "?after=" + next).jsonPath().getList("events.id"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .contains(event)
                .doesNotContain(theirs);
        assertThat(page(TestKeys.admin("feed-other"), "?after=" + next)
                        .jsonPath()
                        .getList("events.id"))
                .isEqualTo(List.of(theirs));
    }

    @Test
    void movesTheCursorOfAClinicWhereNothingHappens() {
        String next = page(key, "").path("next");
        happenings.ended(Happenings.newAccount());

        JsonPath page = page(key, "?after=" + next).jsonPath();

        assertThat(page.getList("events")).isEmpty();
        assertThat(page.getString("next")).isNotEqualTo(next);
    }

    @Test
    void saysHowToGoOnOnceEventsAreGone() {
        happenings.ended(account);
        happenings.execute("update relay_lease set feed_complete_after = 1");
        try {
            Response gone = get(key, "?after=" + new FeedCursor(0).encoded());
            Response oldest = page(key, "?after=oldest");

            assertThat(gone.statusCode()).isEqualTo(410);
            assertThat(gone.contentType()).startsWith("application/problem+json");
            assertThat(gone.jsonPath().getString("type")).isEqualTo("urn:scanrelay:problem:feed-gone");
            assertThat(gone.jsonPath().getString("detail")).contains("GET /api/v1/orders?changedSince=");
            assertThat(oldest.jsonPath().getList("events")).isNotEmpty();
        } finally {
            happenings.execute("update relay_lease set feed_complete_after = 0");
        }
    }

    @Test
    void doesNotWaitForAPlaceThatWasNeverReached() {
        assertThat(get(key, "?after=" + new FeedCursor(Long.MAX_VALUE).encoded())
                        .statusCode())
                .isEqualTo(410);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?after=x | after has to be",
                "?after= | after has to be",
                "?after=oldest&after=oldest | after may be given once",
                "?limit=0 | limit has to be a number from 1 to 500",
                "?limit=501 | limit has to be a number from 1 to 500",
                "?limit=-1 | limit has to be a number from 1 to 500",
                "?limit=99999999999 | limit has to be a number from 1 to 500",
                "?types= | types has to be among",
                "?types=order.ready | types has to be among",
                "?types=dev.scanrelay.order.parked.v1 | types has to be among",
                "?account=104233 | not known here",
            })
    void refusesWhatCantBeRight(String query, String detail) {
        Response answer = get(key, query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getString("detail")).contains(detail);
    }

    @Test
    void needsTheScope() {
        String without = keyWith(Map.of("scopes", Set.of("orders:read")));

        assertThat(get(without, "").statusCode()).isEqualTo(403);
        assertThat(given().get(PATH).statusCode()).isEqualTo(401);
    }

    private static Response page(String key, String query) {
        Response answer = get(key, query);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer;
    }

    private static Response get(String key, String query) {
        return given().auth().oauth2(key).get(PATH + query);
    }

    private String limited(String account) {
        return keyWith(Map.of("scopes", Set.of("events:read"), "accounts", Set.of(account)));
    }

    private String keyWith(Map<String, ?> rights) {
        Map<String, Object> wanted = new java.util.HashMap<>(rights);
        wanted.putAll(Map.of("name", "feed", "owner", "a test"));
        return given().auth()
                .oauth2(admin)
                .contentType(ContentType.JSON)
                .body(wanted)
                .post("/api/v1/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }
}
