package dev.scanrelay.why;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.database.Database;
import dev.scanrelay.flow.FlowProfile;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.testing.Flow;
import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.testing.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(FlowProfile.class)
class WhyApiTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String BY_RX = "/api/v1/orders/by-rx/";

    @Inject
    Pairings pairings;

    @Inject
    Database database;

    private Flow flow;
    private SandboxClient sandbox;
    private String key;

    @BeforeEach
    void start() {
        flow = Flow.with(pairings);
        sandbox = flow.sandbox();
        key = TestKeys.admin();
    }

    @Test
    void saysThatAScanIsAnnounced() {
        long account = flow.pairedClinic();
        String rx = sandbox.scan(account).rxId();
        flow.ready(rx, 1);

        JsonPath said = until(rx, "announced");

        assertThat(said.getString("account")).isEqualTo(Long.toString(account));
        assertThat(said.getString("sentence"))
                .startsWith("Revision 1 of this scan is stored and announced at ")
                .endsWith("nobody needs to do anything.");
        assertThat(said.getString("whoCanFix")).isEqualTo("nobody");
        assertThat(said.getMap("")).doesNotContainKeys("cause", "nextAt");
        Response byId = get(key, "/api/v1/orders/" + said.getString("orderId") + "/why");
        assertThat(byId.statusCode()).isEqualTo(200);
        assertThat(byId.header("Cache-Control")).isEqualTo("private, no-store");
        assertThat(byId.jsonPath().getMap("")).isEqualTo(said.getMap(""));
        assertThat(command(rx.toUpperCase(Locale.ROOT))).isEqualTo(said.getString("sentence"));
        assertThat(command(said.getString("orderId"))).isEqualTo(said.getString("sentence"));
    }

    @Test
    void saysThatAlignIsOut() {
        long account = flow.pairedClinic();
        long fault = sandbox.fault(Map.of("kind", "SERVER_ERROR", "account", account, "call", "orderByRxId"));
        String rx = sandbox.scan(account).rxId();

        JsonPath said = untilCause(rx, "waiting", "Align is out or answers with errors");

        assertThat(said.getString("whoCanFix")).isEqualTo("align");
        assertThat(said.getString("next")).startsWith("we try again ");
        sandbox.removeFault(fault);
        until(rx, "announced");
    }

    @Test
    void saysThatAUserOfTheClinicHasToSignIn() {
        long account = flow.pairedClinic();
        sandbox.endGrants(account);
        String rx = sandbox.scan(account).rxId();

        JsonPath said = untilCause(rx, "waiting", "Align refuses the clinic's log-in, and a user has to sign in again");

        assertThat(said.getString("whoCanFix")).isEqualTo("clinic");
        assertThat(said.getString("next")).startsWith("it is fetched once that is done");
    }

    @Test
    void saysThatAScanIsParked() {
        long account = flow.pairedClinic();
        long fault = sandbox.fault(Map.of("kind", "NOT_THERE_YET", "account", account));
        String rx = sandbox.scan(account).rxId();

        JsonPath said = until(rx, "parked");

        sandbox.removeFault(fault);
        assertThat(said.getString("cause")).startsWith("Align does not show it, or its files, yet since ");
        assertThat(said.getString("whoCanFix")).isEqualTo("operator");
        assertThat(said.getString("next")).startsWith("nothing more happens by itself");
        assertThat(said.getMap("")).doesNotContainKey("nextAt");
    }

    @Test
    void saysOfAnUnknownRxWhenTheSweepLooks() {
        long account = flow.pairedClinic();
        String rx = UUID.randomUUID().toString();
        sweepsLook(account, "2099-01-01T00:00:00Z");

        JsonPath said = ok(BY_RX + rx + "/why?account=" + account);

        assertThat(said.getString("where")).isEqualTo("unknown");
        assertThat(said.getString("rxId")).isEqualTo(rx);
        assertThat(said.getString("sentence"))
                .startsWith("We never heard of this RX, because Align has not notified us of it here")
                .contains("the sweep looks next at 2099-01-01T00:00:00Z");
        assertThat(said.getString("nextAt")).isEqualTo("2099-01-01T00:00:00Z");
        assertThat(said.getMap("")).doesNotContainKeys("orderId", "account");
        assertThat(command(rx)).startsWith("We never heard of this RX");
    }

    @Test
    void tellsNothingOfWhatIsNotTheCallers() {
        long account = flow.pairedClinic();
        String rx = sandbox.scan(account).rxId();
        flow.ready(rx, 1);
        String order = until(rx, "announced").getString("orderId");
        TestKeys.partner("why-other");
        String other = TestKeys.admin("why-other");

        for (String foreign : List.of(other, limitedTo("999999"))) {
            assertThat(get(foreign, "/api/v1/orders/" + order + "/why").statusCode())
                    .isEqualTo(404);
            assertThat(get(foreign, BY_RX + rx + "/why?account=" + account).statusCode())
                    .isEqualTo(404);
            Response unknown = get(foreign, BY_RX + rx + "/why");
            assertThat(unknown.jsonPath().getString("where")).isEqualTo("unknown");
            assertThat(unknown.jsonPath().getString("cause")).isEqualTo("no account is paired that it could be of");
            assertThat(unknown.asString()).doesNotContain(order, Long.toString(account));
        }
    }

    @Test
    void isOnTheRecord() {
        long account = flow.pairedClinic();
        String rx = sandbox.scan(account).rxId();
        flow.ready(rx, 1);
        String order = until(rx, "announced").getString("orderId");

        assertThat(ok("/api/v1/audit?order=" + order).getList("records.action", String.class))
                .contains("order.explain");
    }

    @Test
    void refusesWhatIsOfTheWrongForm() {
        assertThat(get(key, "/api/v1/orders/nonsense/why").statusCode()).isEqualTo(400);
        assertThat(get(key, BY_RX + "nonsense/why").statusCode()).isEqualTo(400);
        assertThat(get(key, BY_RX + UUID.randomUUID() + "/why?acount=1").statusCode())
                .isEqualTo(400);
        assertThat(get(key, BY_RX + UUID.randomUUID() + "/why?account=%20").statusCode())
                .isEqualTo(400);
        assertThat(WhyCommand.run(List.of(), System.out, new PrintStream(new ByteArrayOutputStream())))
                .isEqualTo(2);
    }

    private void sweepsLook(long account, String at) {
        database.write(session -> session.createNativeQuery("""
                        insert into sweep (partner_id, account_id, kind, since, due_at)
                        select 'default', :account, kind, now(), cast(cast(:at as text) as timestamptz)
                          from (values ('recent'), ('month'), ('backfill')) as kinds (kind)
                        on conflict (partner_id, account_id, kind) do update set due_at = excluded.due_at""")
                .setParameter("account", Long.toString(account))
                .setParameter("at", at)
                .executeUpdate());
    }

    private JsonPath until(String rx, String where) {
        await().atMost(PATIENCE)
                .until(() -> where.equals(ok(BY_RX + rx + "/why").getString("where")));
        return ok(BY_RX + rx + "/why");
    }

    private JsonPath untilCause(String rx, String where, String cause) {
        return await().atMost(PATIENCE)
                .until(
                        () -> ok(BY_RX + rx + "/why"),
                        said -> where.equals(said.getString("where")) && cause.equals(said.getString("cause")));
    }

    private JsonPath ok(String path) {
        return get(key, path).then().statusCode(200).extract().jsonPath();
    }

    private static Response get(String key, String path) {
        return given().header("Authorization", "Bearer " + key)
                .urlEncodingEnabled(false)
                .get(path);
    }

    private String limitedTo(String account) {
        return given().header("Authorization", "Bearer " + key)
                .contentType(ContentType.JSON)
                .body(Map.of("name", "t", "owner", "t", "scopes", Set.of("orders:read"), "accounts", Set.of(account)))
                .post("/api/v1/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }

    private static String command(String id) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = WhyCommand.run(
                List.of(id), new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(out, true));
        assertThat(code).isZero();
        return out.toString(StandardCharsets.UTF_8).strip();
    }
}
