package dev.scanrelay.pairing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.database.Database;
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
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A vendor with many clinics reads its pairings and invitations page by page. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class PairingListsApiTest {

    private static final String PAIRINGS = "/api/v1/pairings";
    private static final String INVITATIONS = "/api/v1/pairing-invitations";
    private static final int CLINICS = 123;

    @Inject
    Database database;

    private final String partner = "lists-" + UUID.randomUUID().toString().substring(0, 8);
    private String key = "";

    @BeforeEach
    void aVendorAmongOthers() {
        run("insert into partner (id, name) values ('lists-other', 'Other') on conflict do nothing");
        run("insert into partner (id, name) values ('" + partner + "', 'Lists')");
        for (String whose : List.of(partner, "lists-other")) {
            run("insert into pairing (partner_id, account_id, status, changes, changed_at) select '" + whose
                    + "', 'c-' || n, 'ended', 1, now() from generate_series(1, " + CLINICS
                    + ") n on conflict do nothing");
            run("insert into pairing_invitation (id, partner_id, label, account_id, created_by, created_at, expires_at)"
                    + " select gen_random_uuid(), '" + whose
                    + "', 'Praxis ' || n, case when n % 3 > 0 then 'c-' || n end, 'x',"
                    + " now() - n / 10 * interval '1 minute', now() + interval '1 day'" // ten of them in one moment
                    + " from generate_series(1, " + CLINICS + ") n");
        }
        key = TestKeys.admin(partner);
    }

    @ParameterizedTest
    @CsvSource({"7,18", "41,3", "122,2", "123,1", "200,1"})
    void showAllOncePageByPage(int limit, int pages) {
        List<JsonPath> pairings = walk(key, PAIRINGS, limit);
        List<JsonPath> invitations = walk(key, INVITATIONS, limit);

        assertThat(pairings).hasSize(pages);
        assertThat(all(pairings, "pairings.account"))
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, CLINICS)
                        .mapToObj(number -> "c-" + number)
                        .toList());
        assertThat(invitations).hasSize(pages);
        assertThat(all(invitations, "invitations.label"))
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, CLINICS)
                        .mapToObj(number -> "Praxis " + number)
                        .toList());
        assertThat(all(invitations, "invitations.createdAt")).isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void haveFiftyOnAPageIfNothingIsSaid() {
        assertThat(get(key, PAIRINGS).jsonPath().getList("pairings")).hasSize(50);
        assertThat(get(key, INVITATIONS).jsonPath().getList("invitations")).hasSize(50);
    }

    /** What comes in between is neither skipped nor shown twice. */
    @Test
    void stayInOrderWhileThereIsMore() {
        JsonPath pairings = get(key, PAIRINGS + "?limit=60").jsonPath();
        JsonPath invitations = get(key, INVITATIONS + "?limit=60").jsonPath();
        run("insert into pairing (partner_id, account_id, status, changes, changed_at) values" + " ('" + partner
                + "', 'a-first', 'ended', 1, now()), ('" + partner + "', 'z-last', 'ended', 1, now())");
        run("insert into pairing_invitation (id, partner_id, label, created_by, created_at, expires_at) values"
                + " (gen_random_uuid(), '" + partner + "', 'newest', 'x', now(), now() + interval '1 day')");

        List<String> later = get(key, PAIRINGS + "?limit=200&cursor=" + pairings.getString("next"))
                .jsonPath()
                .getList("pairings.account");
        List<String> older = get(key, INVITATIONS + "?limit=200&cursor=" + invitations.getString("next"))
                .jsonPath()
                .getList("invitations.label");

        assertThat(later)
                .hasSize(CLINICS - 60 + 1)
                .contains("z-last")
                .doesNotContain("a-first")
                .doesNotContainAnyElementsOf(pairings.getList("pairings.account"));
        assertThat(older)
                .hasSize(CLINICS - 60)
                .doesNotContain("newest")
                .doesNotContainAnyElementsOf(invitations.getList("invitations.label"));
    }

    @Test
    void showAKeyForSomeAccountsTheseAlone() {
        String some = limited(List.of("c-1", "c-2", "c-3", "c-70", "c-122", "elsewhere"));

        assertThat(all(walk(some, PAIRINGS, 2), "pairings.account"))
                .containsExactlyInAnyOrder("c-1", "c-2", "c-3", "c-70", "c-122");
        assertThat(all(walk(some, INVITATIONS, 2), "invitations.account"))
                .as("c-3 has none that is to it")
                .containsExactlyInAnyOrder("c-1", "c-2", "c-70", "c-122");
    }

    /** Whoever makes one up, or has it from another list, another partner or a wider key, sees no more with it. */
    @Test
    void takeACursorForAPlaceAndForNothingElse() {
        String some = limited(List.of("c-1"));
        String wide = get(key, PAIRINGS + "?limit=1").jsonPath().getString("next");
        String widest = get(key, INVITATIONS + "?limit=1").jsonPath().getString("next");

        assertThat(get(some, PAIRINGS + "?cursor=" + wide).jsonPath().getList("pairings"))
                .isEmpty();
        assertThat(get(some, INVITATIONS + "?cursor=" + widest).jsonPath().getList("invitations.account", String.class))
                .isSubsetOf("c-1");
        assertThat(get(key, INVITATIONS + "?cursor=" + wide).statusCode()).isEqualTo(400);
        assertThat(get(key, PAIRINGS + "?cursor=" + widest).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=201",
                "limit=-1",
                "limit=x",
                "limit=",
                "limit=1&limit=2",
                "limit=99999999999",
                "cursor=x",
                "cursor=",
                "cursor=%00",
                "cursor=AQ",
                "cursor=AQA",
                "cursor=AWEgYg",
                "cursor=Af__",
                "cursor=AYAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "cursor=An__________AAAAAAAAAAAAAAAAAAAAAA",
                "cursor=AoAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "cursor=AQAABhNn4rQAAFs8alIvDk8KmjmKjw9vbxA"
            })
    void refuseAParameterByItsName(String query) {
        for (String list : List.of(PAIRINGS, INVITATIONS)) {
            Response answer = given().header("Authorization", "Bearer " + key)
                    .urlEncodingEnabled(false)
                    .get(list + "?" + query);

            assertThat(answer.statusCode()).as(list).isEqualTo(400);
            assertThat(answer.contentType()).startsWith("application/problem+json");
            assertThat(answer.<String>path("detail")).startsWith(query.substring(0, query.indexOf('=')) + " ");
        }
    }

    @Test
    void refuseAParameterTheyDoNotKnow() {
        for (String list : List.of(PAIRINGS, INVITATIONS)) {
            assertThat(get(key, list + "?page=2").<String>path("detail"))
                    .isEqualTo("There is a parameter that is not known here. Known are cursor, limit.");
        }
    }

    private List<JsonPath> walk(String key, String list, int limit) {
        List<JsonPath> pages = new ArrayList<>();
        Optional<String> cursor = Optional.of("");
        while (cursor.isPresent()) {
            JsonPath page = get(key, list + "?limit=" + limit + cursor.get()).jsonPath();
            pages.add(page);
            assertThat(pages).hasSizeLessThan(200);
            cursor = Optional.ofNullable(page.getString("next")).map(next -> "&cursor=" + next);
            assertThat(page.getBoolean("more")).isEqualTo(cursor.isPresent());
        }
        return pages;
    }

    private static List<String> all(List<JsonPath> pages, String what) {
        return pages.stream()
                .flatMap(page -> page.<String>getList(what).stream())
                .flatMap(Stream::ofNullable)
                .toList();
    }

    private static Response get(String key, String path) {
        return given().header("Authorization", "Bearer " + key).get(path);
    }

    private String limited(List<String> accounts) {
        return given().header("Authorization", "Bearer " + key)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "name", "some", "owner", "a test", "scopes", List.of("pairing:read"), "accounts", accounts))
                .post("/api/v1/keys")
                .path("key");
    }

    private void run(String sql) {
        database.write(session -> session.createNativeQuery(sql).executeUpdate());
    }
}
