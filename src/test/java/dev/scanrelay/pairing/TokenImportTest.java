package dev.scanrelay.pairing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.itero.Itero;
import dev.scanrelay.itero.IteroException;
import dev.scanrelay.secret.Secret;
import dev.scanrelay.testing.MovableClock;
import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.testing.SandboxService;
import dev.scanrelay.testing.Services;
import dev.scanrelay.testing.TestKeys;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A practice software's vendor moves here, with the tokens of its clinics. */
@QuarkusTest
@QuarkusTestResource(Services.class)
@QuarkusTestResource(SandboxService.class)
class TokenImportTest {

    private static final PartnerId PARTNER = PartnerId.DEFAULT;
    private static final AtomicLong NEXT = new AtomicLong(760_000);
    private static final ObjectMapper JSON = new ObjectMapper();

    @ConfigProperty(name = SandboxService.BASE)
    URI sandboxBase;

    @Inject
    Database database;

    @Inject
    Itero itero;

    @Inject
    Pairings pairings;

    @Inject
    Imports imports;

    @Inject
    ImportRun run;

    @Inject
    FarewellPass farewells;

    @Inject
    CallbackKeys callbackKeys;

    @Inject
    MovableClock clock;

    @Inject
    MeterRegistry meters;

    private SandboxClient sandbox;
    private String key = "";

    /** A clinic of the vendor's, with the tokens that it has of it. */
    private record Moving(long number, SandboxClient.Tokens tokens) {

        AccountId account() {
            return new AccountId(Long.toString(number));
        }

        String line() {
            return "{\"account\":\"" + number + "\",\"refreshToken\":\"" + tokens.refreshToken() + "\"}";
        }

        /** With all that may be told. */
        String fullLine() {
            return "{\"account\":" + number + ",\"accessToken\":\"" + tokens.accessToken() + "\",\"refreshToken\":\""
                    + tokens.refreshToken() + "\",\"accessExpiresAt\":\"2026-03-02T09:15:00Z\",\"note\":\"of ours\"}";
        }
    }

    @BeforeEach
    void reachTheSandbox() {
        sandbox = new SandboxClient(sandboxBase);
        key = TestKeys.admin();
    }

    @AfterEach
    void putTheWorldBack() {
        sandbox.clearFaults();
        sandbox.oauth(Map.of("rotation", "GRACE"));
        clock.putBack();
    }

    @Test
    void takesOverTwoHundredClinicsAfterADryRunThatChangesNothing() {
        // Given
        LogCapture log = LogCapture.start();
        List<Moving> clinics = moving(200);
        String file = file(clinics);
        Object before = state(clinics);

        // When
        List<JsonNode> dry = answers(send(file, true));

        // Then
        assertThat(dry).hasSize(200).allMatch(answer -> outcome(answer).equals("ready"));
        assertThat(state(clinics)).isEqualTo(before);

        // When
        Response real = send(file, false);
        List<JsonNode> taken = answers(real);

        // Then
        assertThat(taken).hasSize(200).allMatch(answer -> outcome(answer).equals("imported"));
        assertThat(taken)
                .extracting(answer -> answer.path("line").asInt())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 200).boxed().toList());
        assertThat(clinics)
                .allSatisfy(clinic ->
                        assertThat(view(clinic).orElseThrow().status()).isEqualTo("active"));
        assertThat(call(clinics.getFirst())).isNotNull();
        assertThat(callbackKeys.verify(notifiedUnder(clinics.getLast())))
                .isEqualTo(new CallbackKey.ForPairing(PARTNER, clinics.getLast().account(), 1));
        assertThat(answers(send(file, false)))
                .hasSize(200)
                .allMatch(answer -> outcome(answer).equals("already-paired"));
        assertThat(waiting(clinics)).isZero();
        String told = real.asString() + log.stop();
        assertThat(clinics)
                .noneMatch(clinic -> told.contains(clinic.tokens().refreshToken()))
                .noneMatch(clinic -> told.contains(clinic.tokens().accessToken()));
    }

    @Test
    void revokesTheTokensThatItTookOver() {
        // Given
        Moving clinic = moving(1).getFirst();

        // When
        answers(send(clinic.line(), false));
        await().untilAsserted(() -> {
            farewells.run();

            // Then
            assertThatThrownBy(() -> itero.refresh(
                            PARTNER,
                            itero.discover(PARTNER, Optional.of(clinic.account())),
                            Secret.of(clinic.tokens().refreshToken())))
                    .asInstanceOf(type(IteroException.class))
                    .matches(IteroException::grantDead);
        });
        assertThat(call(clinic)).isNotNull();
    }

    @Test
    void saysAllThatIsWrongWithEachLineAndRepeatsNothing() {
        // Given
        List<Moving> clinics = moving(2);
        String file = String.join(
                "\n",
                clinics.get(0).fullLine(),
                "sekret-no-json",
                "[1]",
                "{\"account\":\"no such/account\",\"refreshToken\":\"\",\"accessToken\":7,\"accessExpiresAt\":\"sekret\"}",
                "",
                "{\"account\":\"" + NEXT.incrementAndGet() + "\"}",
                clinics.get(0).line(),
                "{\"account\":\"" + NEXT.incrementAndGet() + "\",\"refreshToken\":\"" + "x".repeat(8193) + "\"}",
                clinics.get(1).line());

        // When
        Response dry = send(file, true);

        // Then
        assertThat(answers(dry))
                .extracting(answer -> answer.path("line").asInt(), TokenImportTest::outcome, TokenImportTest::problems)
                .containsExactly(
                        tuple(1, "ready", List.of()),
                        tuple(2, "invalid", List.of("unreadable")),
                        tuple(3, "invalid", List.of("unreadable")),
                        tuple(
                                4,
                                "invalid",
                                List.of(
                                        "account-invalid",
                                        "refresh-token-missing",
                                        "access-token-invalid",
                                        "access-expiry-invalid")),
                        tuple(6, "invalid", List.of("refresh-token-missing")),
                        tuple(7, "invalid", List.of("duplicate-account")),
                        tuple(8, "invalid", List.of("token-too-long")),
                        tuple(9, "ready", List.of()));
        assertThat(dry.asString()).doesNotContain("sekret").doesNotContain("no such");
        assertThat(answers(send(file, false)))
                .extracting(TokenImportTest::outcome)
                .containsExactly(
                        "imported", "invalid", "invalid", "invalid", "invalid", "invalid", "invalid", "imported");
    }

    @Test
    void saysThatThePartnerHasNoRegistrationAtAlign() {
        Moving clinic = moving(1).getFirst();

        List<ImportLine> checked = run.checked(
                new PartnerId("other"), List.of(ImportLine.read(1, clinic.line())), Set.of(clinic.account()));

        assertThat(checked.getFirst().problems())
                .containsExactly(ImportProblem.NO_CLIENT, ImportProblem.ACCOUNT_NOT_ALLOWED);
    }

    @Test
    void keepsTheTokensWhileAlignIsOutAndGoesOnByItself() {
        // Given
        sandbox.oauth(Map.of("rotation", "STRICT"));
        Moving clinic = moving(1).getFirst();
        sandbox.fault(Map.of("kind", "SERVER_ERROR", "call", "pair", "status", 503));

        // When
        assertThat(outcomes(send(clinic.line(), false))).containsExactly("retry-later");
        assertThat(outcomes(send(clinic.line(), false))).containsExactly("retry-later");

        // Then
        assertThat(waiting(List.of(clinic))).isEqualTo(1);
        assertThat(sealed(clinic)).doesNotContain(clinic.tokens().refreshToken());
        sandbox.clearFaults();
        clock.advance(Duration.ofMinutes(10));
        await().until(() -> {
            imports.goOn();
            return waiting(List.of(clinic)) == 0;
        });
        assertThat(view(clinic).orElseThrow().status()).isEqualTo("active");
        assertThat(call(clinic)).isNotNull();
    }

    @Test
    void doesNotUndoAnEndThatCameWhileTheTokensWaited() {
        // Given
        Moving clinic = moving(1).getFirst();
        sandbox.fault(Map.of("kind", "SERVER_ERROR", "call", "pair", "status", 503));
        assertThat(outcomes(send(clinic.line(), false))).containsExactly("retry-later");

        // When
        given().header("Authorization", "Bearer " + key)
                .delete("/api/v1/pairings/" + clinic.number())
                .then()
                .statusCode(204);
        sandbox.clearFaults();
        clock.advance(Duration.ofMinutes(10));
        await().until(() -> {
            imports.goOn();
            return waiting(List.of(clinic)) == 0;
        });

        // Then
        assertThat(view(clinic).orElseThrow().status()).isEqualTo("ended");
        assertThat(outcomes(send(
                        new Moving(clinic.number(), sandbox.pair(clinic.number(), Optional.empty())).line(), false)))
                .containsExactly("imported");
    }

    @Test
    void goesOnWithTheOthersWhereOneCanNotBeOpened() {
        // Given
        List<Moving> clinics = moving(2);
        sandbox.fault(Map.of("kind", "SERVER_ERROR", "call", "pair", "status", 503));
        assertThat(outcomes(send(file(clinics), false))).containsOnly("retry-later");
        database.write(session -> session.createNativeQuery(
                        "update token_import set refresh_token = decode('00', 'hex'), due_at = timestamptz '2000-01-01'"
                                + " where account_id = :account")
                .setParameter("account", Long.toString(clinics.get(0).number()))
                .executeUpdate());

        // When
        sandbox.clearFaults();
        clock.advance(Duration.ofMinutes(10));
        await().ignoreExceptions().until(() -> {
            imports.goOn();
            return waiting(List.of(clinics.get(1))) == 0;
        });

        // Then
        assertThat(view(clinics.get(1)).orElseThrow().status()).isEqualTo("active");
        database.write(session -> session.createNativeQuery("delete from token_import where account_id = :account")
                .setParameter("account", Long.toString(clinics.get(0).number()))
                .executeUpdate());
    }

    @Test
    void goesOnAfterALostAnswerWhereAlignIsPatientAndSaysSoWhereNot() {
        // Given
        List<Moving> clinics = moving(2);
        sandbox.fault(
                Map.of("kind", "REFRESH_ANSWER_LOST", "account", clinics.get(0).number(), "times", 1));
        sandbox.fault(
                Map.of("kind", "REFRESH_ANSWER_LOST", "account", clinics.get(1).number(), "times", 1));
        assertThat(outcomes(send(file(clinics), false))).containsOnly("retry-later");

        // When
        clock.advance(Duration.ofMinutes(10));
        String patient = outcomes(send(clinics.get(0).line(), false)).getFirst();
        sandbox.oauth(Map.of("rotation", "STRICT"));
        List<JsonNode> strict = answers(send(clinics.get(1).line(), false));

        // Then
        assertThat(patient).isEqualTo("imported");
        assertThat(outcome(strict.getFirst())).isEqualTo("refused");
        assertThat(problems(strict.getFirst())).containsExactly("answer-lost");
    }

    @Test
    void refusesTokensThatAlignDoesNotTakeAndKeepsNoneOfThem() {
        // Given
        List<Moving> clinics = moving(3);
        sandbox.endGrants(clinics.get(0).number());
        Moving unknown = new Moving(NEXT.incrementAndGet(), clinics.get(1).tokens());

        // When
        List<JsonNode> answers = answers(send(file(List.of(clinics.get(0), unknown, clinics.get(2))), false));

        // Then
        assertThat(answers)
                .extracting(TokenImportTest::outcome, TokenImportTest::problems)
                .containsExactly(
                        tuple("refused", List.of("grant-refused")),
                        tuple("refused", List.of("unknown-account")),
                        tuple("imported", List.of()));
        assertThat(waiting(List.of(clinics.get(0), unknown))).isZero();
        assertThat(view(clinics.get(0))).isEmpty();
    }

    @Test
    void losesNothingWhenItIsBrokenOffInTheMiddle() {
        // Given
        List<Moving> clinics = moving(30);
        List<ImportLine> lines = new ArrayList<>();
        clinics.forEach(clinic -> lines.add(ImportLine.read(lines.size() + 1, clinic.line())));
        List<ImportAnswer> heard = new ArrayList<>();

        // When
        assertThatThrownBy(() -> run.real(PARTNER, lines, account -> {}, answer -> {
                    if (heard.size() == 5) {
                        throw new IOException("the caller has left");
                    }
                    heard.add(answer);
                }))
                .isInstanceOf(IOException.class);

        // Then
        long begun = clinics.stream().filter(clinic -> view(clinic).isPresent()).count();
        assertThat(begun).isBetween(6L, 29L);
        List<String> repeated = outcomes(send(file(clinics), false));
        assertThat(repeated).hasSize(30).allMatch(Set.of("already-paired", "imported")::contains);
        assertThat(repeated.stream().filter("already-paired"::equals)).hasSize((int) begun);
        assertThat(clinics).allSatisfy(clinic -> assertThat(call(clinic)).isNotNull());
    }

    @Test
    void bringsAClinicBackThatNeededAUser() {
        Moving clinic = moving(1).getFirst();
        answers(send(clinic.line(), false));
        sandbox.endGrants(clinic.number());
        assertThatThrownBy(() -> call(clinic)).isInstanceOf(PairingUnavailable.class);

        Moving again = new Moving(clinic.number(), sandbox.pair(clinic.number(), Optional.empty()));

        assertThat(outcomes(send(again.line(), true))).containsExactly("ready");
        assertThat(outcomes(send(again.line(), false))).containsExactly("imported");
        assertThat(call(clinic)).isNotNull();
    }

    @Test
    void countsWhatCameOfEachLineThatWasNoDryRun() {
        // Given
        List<Moving> clinics = moving(2);
        String file = file(clinics) + "no line\n" + clinics.get(0).line();
        sandbox.fault(
                Map.of("kind", "SERVER_ERROR", "account", clinics.get(1).number(), "call", "pair", "status", 503));
        Map<String, Double> before = counted();

        // When
        answers(send(file, true));
        assertThat(outcomes(send(file, false))).containsExactly("imported", "retry-later", "invalid", "invalid");
        sandbox.clearFaults();
        clock.advance(Duration.ofMinutes(10));
        await().until(() -> {
            imports.goOn();
            return waiting(clinics) == 0;
        });

        // Then
        assertThat(since(before)).isEqualTo(Map.of("imported", 2.0, "retry-later", 1.0, "invalid", 2.0));
    }

    private Map<String, Double> counted() {
        return meters.find("scanrelay.pairing.imports").counters().stream()
                .collect(Collectors.toMap(
                        counter -> String.join(
                                "&",
                                counter.getId().getTags().stream()
                                        .map(Tag::getValue)
                                        .toList()),
                        Counter::count));
    }

    private Map<String, Double> since(Map<String, Double> before) {
        Map<String, Double> more = counted();
        more.replaceAll((outcome, count) -> count - before.getOrDefault(outcome, 0.0));
        more.values().removeIf(count -> count == 0);
        return more;
    }

    @Test
    void isForAdminsWhoSayWhichRunTheyWant() {
        Moving clinic = moving(1).getFirst();
        given().header("Authorization", "Bearer " + key)
                .contentType("application/x-ndjson")
                .body(clinic.line().getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/pairings/import")
                .then()
                .statusCode(400);
        send("\n", true).then().statusCode(400).contentType("application/problem+json");
        key = given().header("Authorization", "Bearer " + key)
                .contentType("application/json")
                .body(Map.of("name", "no admin", "owner", "the tests", "scopes", List.of("pairing:write")))
                .post("/api/v1/keys")
                .path("key");
        send(clinic.line(), true).then().statusCode(403);
    }

    private List<Moving> moving(int many) {
        return Stream.generate(NEXT::incrementAndGet)
                .limit(many)
                .map(number -> {
                    sandbox.newAccount(number);
                    return new Moving(number, sandbox.pair(number, Optional.of("http://127.0.0.1:1/their-own")));
                })
                .toList();
    }

    private static String file(List<Moving> clinics) {
        return String.join("\n", clinics.stream().map(Moving::line).toList()) + "\n";
    }

    private Response send(String lines, boolean dryRun) {
        return given().header("Authorization", "Bearer " + key)
                .contentType("application/x-ndjson")
                .queryParam("dryRun", dryRun)
                .body(lines.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/pairings/import");
    }

    private static List<JsonNode> answers(Response response) {
        response.then().statusCode(200);
        return response.asString().lines().map(TokenImportTest::read).toList();
    }

    private static List<String> outcomes(Response response) {
        return answers(response).stream().map(TokenImportTest::outcome).toList();
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException noJson) {
            throw new UncheckedIOException(noJson);
        }
    }

    private static String outcome(JsonNode answer) {
        return answer.path("outcome").asText();
    }

    private static List<String> problems(JsonNode answer) {
        List<String> codes = new ArrayList<>();
        answer.path("problems")
                .forEach(problem -> codes.add(problem.path("code").asText()));
        return codes;
    }

    private Optional<PairingView> view(Moving clinic) {
        return pairings.find(PARTNER, clinic.account());
    }

    private Object call(Moving clinic) {
        return pairings.withAccess(
                PARTNER, clinic.account(), access -> itero.practiceConfiguration(access, clinic.account()));
    }

    /** The key under which the sandbox tells of this clinic's scans. */
    private String notifiedUnder(Moving clinic) {
        String rx = sandbox.scan(clinic.number()).rxId();
        String url = await().until(
                        () -> sandbox.ledger(clinic.number()).told().stream()
                                .filter(told -> told.rxId().equals(rx))
                                .flatMap(told -> told.url().stream())
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        return url.substring(url.lastIndexOf('/') + 1);
    }

    /** What a dry run must not change: the calls that Align saw, and all rows about these clinics. */
    private Object state(List<Moving> clinics) {
        Map<String, Map<String, Integer>> calls = sandbox.calls();
        return List.of(
                calls.getOrDefault("pair", Map.of()),
                calls.getOrDefault("token", Map.of()),
                calls.getOrDefault("unpair", Map.of()),
                waiting(clinics),
                clinics.stream().filter(clinic -> view(clinic).isPresent()).count());
    }

    private long waiting(List<Moving> clinics) {
        return database.<Long>read(session -> session.createNativeQuery(
                        "select count(*) from token_import where account_id in (:accounts)", Long.class)
                .setParameter(
                        "accounts",
                        clinics.stream().map(clinic -> clinic.account().value()).toList())
                .getSingleResult());
    }

    private String sealed(Moving clinic) {
        return database.<String>read(session -> session.createNativeQuery(
                        "select refresh_token from token_import where account_id = :account", byte[].class)
                .setParameter("account", clinic.account().value())
                .getSingleResult()
                .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1)));
    }
}
