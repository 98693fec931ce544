package dev.scanrelay.isolation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.flow.FlowProfile;
import dev.scanrelay.isolation.ApiDocument.Operation;
import dev.scanrelay.isolation.ApiDocument.Parameter;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.testing.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Walks every operation that the running service describes, with the ids of a victim and the keys of those who may not see it. An
 * operation that takes a parameter for which {@link Victim} has nothing fails the walk: give it one.
 */
@QuarkusTest
@TestProfile(FlowProfile.class)
class IsolationTest {

    /** Need no key: a clinic's user has none, and Align's notifications prove themselves. */
    private static final List<String> OPEN = List.of("/pairing", "/webhooks/itero/");

    /** Tell everybody about himself alone. */
    private static final Set<String> NEED_NO_SCOPE = Set.of("GET /api/v1/me");

    /** Belong to the partner and to no account, so that each of its keys may see them. */
    private static final Set<String> OF_THE_PARTNER = Set.of();

    /** Make something of the caller's own, and may say that it can't be made, such as without a registration at Align. */
    private static final Set<Integer> NOT_MADE = Set.of(400, 409, 502, 503);

    private static final List<String> SCOPES = List.of(
            "orders:read",
            "orders:write",
            "orders:acknowledge",
            "artifacts:read",
            "patients:read",
            "patients:write",
            "patients:erase",
            "holds:write",
            "rx:write",
            "pairing:read",
            "pairing:write",
            "audit:read",
            "endpoints:read",
            "endpoints:write",
            "events:read");

    private static ApiDocument document;
    private static Victim victim;

    @Inject
    Pairings pairings;

    private record Call(Operation operation, Map<String, String> query) {

        @Override
        public String toString() {
            return operation + (query.isEmpty() ? "" : " " + query);
        }
    }

    private record Outcome(Call call, String sent, Response answer) {

        int status() {
            return answer.statusCode();
        }

        /** Ids of the victim that nobody sent. */
        List<String> leaked() {
            String body = answer.asString();
            return victim.ids().stream()
                    .filter(id -> !sent.contains(id) && body.contains(id))
                    .toList();
        }

        /** A page of nothing tells as little as 404. */
        boolean isEmptyCollection() {
            if (status() != 200 || !answer.contentType().startsWith("application/json")) {
                return false;
            }
            List<List<?>> lists = answer.jsonPath().<String, Object>getMap("").values().stream()
                    .filter(List.class::isInstance)
                    .<List<?>>map(List.class::cast)
                    .toList();
            return !lists.isEmpty() && lists.stream().allMatch(List::isEmpty);
        }

        @Override
        public String toString() {
            String body = answer.asString();
            return call + " -> " + status() + " " + body.substring(0, Math.min(200, body.length()));
        }
    }

    @BeforeEach
    void makeAVictimOnce() {
        if (victim == null) {
            document = ApiDocument.read(
                    given().accept("application/json").get("/api/v1/openapi").asString());
            victim = Victim.of(pairings, document);
        }
    }

    @Test
    void anotherPartnerSeesNothing() {
        TestKeys.partner("isolation-other");

        assertThat(walk(TestKeys.admin("isolation-other")).filter(outcome -> !hidden(outcome)))
                .isEmpty();
    }

    @Test
    void aKeyOfAnotherAccountSeesNothing() {
        String limited = key(Map.of("scopes", SCOPES, "accounts", Set.of("999999")));

        assertThat(walk(limited)
                        .filter(outcome -> !OF_THE_PARTNER.contains(
                                outcome.call().operation().toString()))
                        .filter(outcome -> !hidden(outcome)))
                .isEmpty();
    }

    @Test
    void nobodyComesInWithoutAKey() {
        assertThat(calls().map(call -> call(call, given())).filter(outcome -> outcome.status() != 401))
                .isEmpty();
    }

    @Test
    void aScopeIsNeededForEveryOperation() {
        String one = key(Map.of("scopes", Set.of("audit:read")));
        String other = key(Map.of("scopes", Set.of("pairing:read")));

        assertThat(calls().filter(
                                call -> !NEED_NO_SCOPE.contains(call.operation().toString()))
                        .filter(call -> Stream.of(one, other)
                                .map(key -> call(call, with(key)))
                                .noneMatch(outcome -> outcome.status() == 403)))
                .isEmpty();
    }

    /** One of them is enough, and all others together are not: the document names what is enforced. */
    @Test
    void theDocumentNamesTheScopesThatAreNeeded() {
        TestKeys.partner("isolation-scopes");
        String admin = TestKeys.admin("isolation-scopes");
        Map<Set<String>, String> keys = new HashMap<>();

        for (Call call : calls().toList()) {
            Set<String> needed = call.operation().scopes();
            Set<String> further = call.operation().further();
            assertThat(needed.isEmpty())
                    .as("%s names no scope", call)
                    .isEqualTo(NEED_NO_SCOPE.contains(call.operation().toString()));
            for (String one : needed) {
                Set<String> enough = new TreeSet<>(Set.of(one));
                further.stream().findFirst().ifPresent(enough::add);
                String with =
                        one.equals("admin") ? admin : keys.computeIfAbsent(enough, scopes -> scoped(admin, scopes));
                assertThat(call(call, with(with)).status())
                        .as("%s with %s", call, enough)
                        .isNotEqualTo(403);
            }
            for (Set<String> missing :
                    Stream.of(needed, further).filter(set -> !set.isEmpty()).toList()) {
                Set<String> others = new TreeSet<>(SCOPES);
                others.removeAll(missing);
                String without = keys.computeIfAbsent(others, scopes -> scoped(admin, scopes));
                assertThat(call(call, with(without)).status())
                        .as("%s with %s", call, others)
                        .isEqualTo(403);
            }
        }
    }

    private static String scoped(String admin, Set<String> scopes) {
        return key(admin, Map.of("scopes", scopes));
    }

    /** So that the walks above asked for what is there. */
    @Test
    void theVictimItselfSeesAllOfIt() {
        assertThat(calls().filter(call -> call.operation().method().equals("GET"))
                        .filter(call -> !call.operation().path().contains("/attempts/")) // nobody has signed in yet
                        .map(call -> call(call, with(victim.key())))
                        .filter(outcome -> outcome.status() != 200))
                .isEmpty();
    }

    private static boolean hidden(Outcome outcome) {
        if (!outcome.leaked().isEmpty()) {
            return false;
        }
        if (outcome.status() == 403 || outcome.status() == 404) {
            return true;
        }
        if (outcome.status() == 412 && outcome.call().operation().names("If-Match")) {
            return true; // said of the header alone, before anything is looked up
        }
        boolean own = outcome.status() < 300 || NOT_MADE.contains(outcome.status());
        return outcome.call().operation().isAddressed() ? outcome.isEmptyCollection() : own;
    }

    private static Stream<Outcome> walk(String key) {
        return calls().map(call -> call(call, with(key)));
    }

    private static Stream<Call> calls() {
        List<Call> calls = new ArrayList<>();
        for (Operation operation : document.operations()) {
            if (OPEN.stream().anyMatch(operation.path()::startsWith)) {
                continue;
            }
            assertThat(operation.path()).as("an operation outside of the API").startsWith("/api/");
            calls.add(new Call(operation, query(operation)));
            if (operation.names("source")) {
                Map<String, String> live = new HashMap<>(query(operation));
                live.put("source", "align");
                live.put("from", LocalDate.now(ZoneOffset.UTC).minusDays(7).toString());
                calls.add(new Call(operation, live));
            }
        }
        assertThat(calls).hasSizeGreaterThan(15);
        return calls.stream();
    }

    private static Map<String, String> query(Operation operation) {
        Map<String, String> query = new HashMap<>();
        for (Parameter parameter : operation.parameters()) {
            if (parameter.in().equals("query") && (parameter.name().equals("account") || parameter.required())) {
                query.put(parameter.name(), needed(operation, parameter));
            }
        }
        return query;
    }

    private static Outcome call(Call call, RequestSpecification request) {
        StringBuilder sent = new StringBuilder(path(call.operation()));
        call.query()
                .forEach((name, value) -> sent.append(sent.indexOf("?") < 0 ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        String url = sent.toString();
        request.urlEncodingEnabled(false);
        headers(call.operation()).forEach(request::header);
        Optional<ApiDocument.Content> content = call.operation().body();
        if (content.isEmpty()) {
            request.noContentType();
        } else {
            byte[] body = document.body(content.get(), victim::value).getBytes(StandardCharsets.UTF_8);
            request.contentType(content.get().type()).body(body);
            sent.append(' ').append(new String(body, StandardCharsets.UTF_8));
        }
        return new Outcome(
                call, sent.toString(), request.request(call.operation().method(), url));
    }

    private static String path(Operation operation) {
        String path = operation.path();
        for (Parameter parameter : operation.parameters()) {
            if (parameter.in().equals("path")) {
                path = path.replace(
                        "{" + parameter.name() + "}",
                        victim.value(operation, parameter.name()).orElseThrow(() -> nothing(operation, parameter)));
            }
        }
        assertThat(path).as("each parameter of the path is described").doesNotContain("{");
        return path;
    }

    private static Map<String, String> headers(Operation operation) {
        Map<String, String> headers = new HashMap<>();
        if (operation.names("Idempotency-Key")) {
            headers.put("Idempotency-Key", UUID.randomUUID().toString());
        }
        if (operation.names("If-Match")) {
            headers.put("If-Match", "\"0\"");
        }
        return headers;
    }

    private static String needed(Operation operation, Parameter parameter) {
        return victim.value(operation, parameter.name())
                .or(parameter::example)
                .orElseThrow(() -> nothing(operation, parameter));
    }

    private static AssertionError nothing(Operation operation, Parameter parameter) {
        return new AssertionError("Victim has nothing for the parameter " + parameter.name() + " of " + operation);
    }

    private static String key(Map<String, ?> rights) {
        return key(victim.key(), rights);
    }

    private static String key(String admin, Map<String, ?> rights) {
        Map<String, Object> wanted = new HashMap<>(rights);
        wanted.putAll(Map.of("name", "isolation", "owner", "a test"));
        return with(admin)
                .contentType("application/json")
                .body(wanted)
                .post("/api/v1/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }

    private static RequestSpecification with(String key) {
        return given().header("Authorization", "Bearer " + key);
    }
}
