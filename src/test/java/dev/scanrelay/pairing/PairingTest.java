package dev.scanrelay.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.itero.Access;
import dev.scanrelay.itero.Company;
import dev.scanrelay.itero.Itero;
import dev.scanrelay.itero.IteroException;
import dev.scanrelay.pairing.PairingUnavailable.Reason;
import dev.scanrelay.testing.MovableClock;
import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.testing.SandboxService;
import dev.scanrelay.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Services.class)
@QuarkusTestResource(SandboxService.class)
class PairingTest {

    private static final PartnerId PARTNER = PartnerId.DEFAULT;

    @ConfigProperty(name = SandboxService.BASE)
    URI sandboxBase;

    @Inject
    Database database;

    @Inject
    Itero itero;

    @Inject
    Pairings pairings;

    @Inject
    CallbackKeys callbackKeys;

    @Inject
    KeyGenerations generations;

    @Inject
    RevokedKeys revokedKeys;

    @Inject
    Grants grants;

    @Inject
    RenewalLeases leases;

    @Inject
    Directories directories;

    @Inject
    Draining draining;

    @Inject
    Persistence persistence;

    @Inject
    RenewalMeter meter;

    @Inject
    PairingSettings settings;

    @Inject
    FarewellPass farewells;

    @Inject
    AbandonedLogins abandoned;

    @Inject
    MovableClock clock;

    private SandboxClient sandbox;

    @BeforeEach
    void reachTheSandbox() {
        sandbox = new SandboxClient(sandboxBase);
    }

    @AfterEach
    void putTheWorldBack() {
        sandbox.clearFaults();
        sandbox.oauth(Map.of("rotation", "GRACE", "graceSeconds", 60));
        clock.putBack();
    }

    @Test
    void pairsAndRevokesTheFirstTokens() {
        // Given
        Clinic clinic = open();
        Authorized.Choose choose = (Authorized.Choose) clinic.authorize(Clinic.DOCTOR);
        Access first = firstTokens(choose);

        // When
        Chosen chosen = pairings.pair(PARTNER, choose.attempt(), clinic.account(), account -> {});
        farewells.run();

        // Then
        assertThat(choose.accounts()).extracting(Company::account).contains(clinic.account());
        assertThat(chosen).isInstanceOf(Chosen.Paired.class);
        assertThat(pairings.find(PARTNER, clinic.account()))
                .get()
                .extracting(PairingView::status, PairingView::attentionReason)
                .containsExactly("active", Optional.empty());
        assertThat(call(clinic)).isNotEmpty();
        assertDead(first);
        assertThat(events(clinic)).containsExactly("connected");
    }

    @Test
    void storesNoTokenInTheClear() {
        Clinic clinic = open().pair();

        Grant grant = grant(clinic);

        assertThat(columnsOf(clinic))
                .isNotEmpty()
                .noneMatch(bytes -> bytes.contains(grant.accessToken().reveal()))
                .noneMatch(bytes -> bytes.contains(grant.refreshToken().reveal()));
        assertThat(grant.toString()).doesNotContain(grant.accessToken().reveal());
    }

    @Test
    void refusesAStateThatIsNotOurs() {
        Started started = pairings.start(PARTNER);
        Clinic.Return back = Clinic.signIn(started.authorizeUri(), Clinic.DOCTOR);

        assertThat(pairings.authorized(back.state().substring(1) + "A", back.code()))
                .isEqualTo(new Authorized.Refused(Authorized.Reason.UNKNOWN_STATE));
    }

    @Test
    void refusesAStateThatWasUsed() {
        Started started = pairings.start(PARTNER);
        Clinic.Return back = Clinic.signIn(started.authorizeUri(), Clinic.DOCTOR);
        pairings.authorized(back.state(), back.code());

        assertThat(pairings.authorized(back.state(), back.code()))
                .isEqualTo(new Authorized.Refused(Authorized.Reason.USED_STATE));
    }

    @Test
    void refusesAStateThatIsTooOld() {
        Started started = pairings.start(PARTNER);
        Clinic.Return back = Clinic.signIn(started.authorizeUri(), Clinic.DOCTOR);
        clock.advance(Duration.ofMinutes(10));

        assertThat(pairings.authorized(back.state(), back.code()))
                .isEqualTo(new Authorized.Refused(Authorized.Reason.EXPIRED_STATE));
    }

    @Test
    void endsALoginThatWasCancelled() {
        Started started = pairings.start(PARTNER);
        String state = Clinic.query(started.authorizeUri()).get("state");

        assertThat(pairings.declined(state)).isEqualTo(new Authorized.Refused(Authorized.Reason.CANCELLED));
        assertThat(pairings.authorized(state, "code")).isEqualTo(new Authorized.Refused(Authorized.Reason.USED_STATE));
    }

    @Test
    void bindsTheCodeToTheLoginThatAskedForIt() {
        Clinic.Return mine = Clinic.signIn(pairings.start(PARTNER).authorizeUri(), Clinic.DOCTOR);
        Clinic.Return other = Clinic.signIn(pairings.start(PARTNER).authorizeUri(), Clinic.DOCTOR);

        assertThat(pairings.authorized(mine.state(), other.code()))
                .isEqualTo(new Authorized.Refused(Authorized.Reason.CODE_REFUSED));
    }

    @Test
    void revokesTheTokensOfALoginThatNobodyFinished() {
        // Given
        Authorized.Choose choose = (Authorized.Choose) open().authorize(Clinic.DOCTOR);
        Access tokens = firstTokens(choose);

        // When
        clock.advance(Duration.ofMinutes(11));
        abandoned.clear();
        farewells.run();

        // Then
        assertThat(pairings.accounts(PARTNER, choose.attempt())).isEmpty();
        assertDead(tokens);
    }

    @Test
    void givesAnotherPartnerNoSightOfALogin() {
        Authorized.Choose choose = (Authorized.Choose) open().authorize(Clinic.DOCTOR);

        assertThat(pairings.accounts(new PartnerId("other"), choose.attempt())).isEmpty();
    }

    @Test
    void refusesAnAccountThatTheUserDoesNotWorkIn() {
        Clinic foreign = open("grace.okafor");
        Authorized.Choose choose = (Authorized.Choose) open().authorize(Clinic.DOCTOR);

        assertThat(pairings.pair(PARTNER, choose.attempt(), foreign.account(), account -> {}))
                .isEqualTo(new Chosen.Refused());
        assertThatThrownBy(() -> call(foreign)).satisfies(unavailable(Reason.PENDING));
    }

    @Test
    void wakesUpAfterTwoHours() {
        // Given
        Clinic clinic = open().pair();
        farewells.run();
        int discoveries = calls("discovery");
        int tokens = calls("token");

        // When
        sandbox.advance(Duration.ofHours(2));
        clock.advance(Duration.ofHours(2));

        // Then
        assertThat(call(clinic)).isNotEmpty();
        assertThat(calls("discovery")).isEqualTo(discoveries + 1);
        assertThat(calls("token")).isEqualTo(tokens + 1);
        sandbox.advance(Duration.ofHours(-2));
    }

    @Test
    void goesByTheLastKnownDirectoryWhenDiscoveryFails() {
        Clinic clinic = open().pair();
        sandbox.fault(Map.of("kind", "SERVER_ERROR", "call", "discovery", "status", 503));
        sandbox.expireAccessTokens(clinic.number());

        assertThat(call(clinic)).isNotEmpty();
    }

    @Test
    void keepsCallingWithATokenThatAgesWhileAlignCanNotRenewIt() {
        Clinic clinic = open().pair();
        sandbox.fault(Map.of("kind", "SERVER_ERROR", "call", "token", "status", 503));
        clock.advance(Duration.ofMinutes(56));

        assertThat(call(clinic)).isNotEmpty();
    }

    @Test
    void renewsAgainAndAgainUnderStrictRotation() {
        Clinic clinic = open().pair();
        sandbox.oauth(Map.of("rotation", "STRICT"));

        for (int round = 0; round < 3; round++) {
            sandbox.expireAccessTokens(clinic.number());
            assertThat(call(clinic)).isNotEmpty();
        }
        assertThat(grant(clinic).version()).isEqualTo(4);
    }

    @Test
    void answersABurstOfRefusalsWithOneRenewal() throws Exception {
        // Given
        Clinic clinic = open().pair();
        sandbox.oauth(Map.of("rotation", "STRICT"));
        sandbox.expireAccessTokens(clinic.number());
        int before = calls("token");

        // When
        List<List<Company>> answers = together(32, () -> call(clinic));

        // Then
        assertThat(answers)
                .hasSize(32)
                .allSatisfy(accounts -> assertThat(accounts).isNotEmpty());
        assertThat(calls("token")).isEqualTo(before + 1);
    }

    @Test
    void renewsOnceAlsoWithTwoReplicas() throws Exception {
        // Given
        Clinic clinic = open().pair();
        sandbox.oauth(Map.of("rotation", "STRICT"));
        sandbox.fault(Map.of("kind", "LATENCY", "call", "token", "millis", 500));
        Grant seen = grant(clinic);
        int before = calls("token");

        // When
        List<Renewed> answers = together(2, () -> replica().renew(seen));

        // Then
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer)
                        .asInstanceOf(type(Renewed.Usable.class))
                        .extracting(usable -> usable.grant().version())
                        .isEqualTo(seen.version() + 1));
        assertThat(calls("token")).isEqualTo(before + 1);
    }

    @Test
    void survivesALostAnswerWhereAlignIsPatient() {
        Clinic clinic = open().pair();
        sandbox.expireAccessTokens(clinic.number());
        sandbox.fault(Map.of("kind", "REFRESH_ANSWER_LOST", "account", clinic.number(), "times", 1));

        assertThatThrownBy(() -> call(clinic)).isInstanceOf(IteroException.class);

        assertThat(call(clinic)).isNotEmpty();
        assertThat(status(clinic)).isEqualTo("active");
    }

    @Test
    void asksForAPersonWhereALostAnswerCostTheGrant() {
        // Given
        Clinic clinic = open().pair();
        String key = callbackUrl(clinic);
        sandbox.oauth(Map.of("rotation", "STRICT"));
        sandbox.expireAccessTokens(clinic.number());
        sandbox.fault(Map.of("kind", "REFRESH_ANSWER_LOST", "account", clinic.number(), "times", 1));

        // When
        assertThatThrownBy(() -> call(clinic)).isInstanceOf(IteroException.class);
        assertThatThrownBy(() -> call(clinic)).satisfies(unavailable(Reason.NEEDS_ATTENTION));

        // Then
        assertThat(pairings.find(PARTNER, clinic.account()))
                .get()
                .extracting(PairingView::status, PairingView::attentionReason)
                .containsExactly("attention", Optional.of("answer-lost"));
        assertThat(tokensLeft(clinic)).isZero();
        clinic.pair();
        assertThat(call(clinic)).isNotEmpty();
        assertThat(callbackUrl(clinic)).isEqualTo(key);
        assertThat(events(clinic)).containsExactly("connected", "attention", "connected");
    }

    @Test
    void goesOnWithAnotherDoctorsGrantWhenOneDies() {
        // Given
        Clinic clinic = open(Clinic.DOCTOR, "grace.okafor").pair(Clinic.DOCTOR).pair("grace.okafor");
        Grant first = grant(clinic);
        itero.revoke(PARTNER, first.directory(), first.refreshToken());
        sandbox.expireAccessTokens(clinic.number());

        // When
        List<Company> answer = call(clinic);

        // Then
        assertThat(answer).isNotEmpty();
        assertThat(grants.live(PARTNER, clinic.account())).extracting(Grant::id).doesNotContain(first.id());
        assertThat(status(clinic)).isEqualTo("active");
    }

    @Test
    void tellsWhyThereIsNoAccess() {
        assertThatThrownBy(() -> pairings.withAccess(PARTNER, new AccountId("no-such"), itero::companies))
                .satisfies(unavailable(Reason.UNKNOWN));
    }

    @Test
    void leavesNoUsableSecretBehind() {
        // Given
        Clinic clinic = open().pair();
        farewells.run();
        Grant grant = grant(clinic);
        String key = key(callbackUrl(clinic));

        // When
        Disconnected outcome = pairings.disconnect(PARTNER, clinic.account());

        // Then
        assertThat(outcome).isEqualTo(new Disconnected.Ended());
        assertThat(tokensLeft(clinic)).isZero();
        assertDead(grant.access());
        assertThat(callbackKeys.verify(key)).isEqualTo(new CallbackKey.Revoked());
        assertThatThrownBy(() -> call(clinic)).satisfies(unavailable(Reason.ENDED));
        assertThat(pairings.disconnect(PARTNER, clinic.account())).isEqualTo(new Disconnected.Unknown());
        assertThat(events(clinic)).containsExactly("connected", "ended");
    }

    @Test
    void leavesNoUsableSecretBehindWhenAlignIsOut() {
        // Given
        Clinic clinic = open().pair();
        farewells.run();
        Grant grant = grant(clinic);
        String key = key(callbackUrl(clinic));
        sandbox.fault(Map.of("kind", "SERVER_ERROR", "status", 503));

        // When
        Disconnected outcome = pairings.disconnect(PARTNER, clinic.account());

        // Then
        assertThat(outcome).isEqualTo(new Disconnected.Ending());
        assertThat(callbackKeys.verify(key)).isEqualTo(new CallbackKey.Revoked());
        assertThatThrownBy(() -> call(clinic)).satisfies(unavailable(Reason.ENDED));

        sandbox.clearFaults();
        sandbox.advance(Duration.ofHours(2));
        clock.advance(Duration.ofHours(2));
        farewells.run();
        assertThat(tokensLeft(clinic)).isZero();
        assertThat(status(clinic)).isEqualTo("ended");
        assertDead(grant.access());
        assertRefreshDead(grant);
        sandbox.advance(Duration.ofHours(-2));
    }

    @Test
    void leavesNoUsableSecretBehindWhenARenewalIsInFlight() throws Exception {
        // Given
        Clinic clinic = open().pair();
        farewells.run();
        Grant grant = grant(clinic);
        sandbox.oauth(Map.of("rotation", "STRICT"));
        sandbox.fault(Map.of("kind", "LATENCY", "call", "token", "millis", 1500, "times", 1));

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Renewed> renewal = threads.submit(() -> replica().renew(grant));
            await().until(() -> leased(clinic));

            // When
            pairings.disconnect(PARTNER, clinic.account());

            // Then
            assertThat(renewal.get()).isIn(new Renewed.Gone());
        } catch (java.util.concurrent.ExecutionException refused) {
            assertThat(refused).hasCauseInstanceOf(IteroException.class);
        }
        farewells.run();
        assertThat(tokensLeft(clinic)).isZero();
        assertDead(grant.access());
        assertRefreshDead(grant);
        assertThat(status(clinic)).isEqualTo("ended");
    }

    @Test
    void pairsAgainAfterTheEndWithANewCallbackKey() {
        Clinic clinic = open().pair();
        String former = key(callbackUrl(clinic));
        pairings.disconnect(PARTNER, clinic.account());

        clinic.pair();

        assertThat(call(clinic)).isNotEmpty();
        assertThat(callbackKeys.verify(former)).isEqualTo(new CallbackKey.Revoked());
        assertThat(callbackKeys.verify(key(callbackUrl(clinic))))
                .isEqualTo(new CallbackKey.ForPairing(PARTNER, clinic.account(), 2));
    }

    @Test
    void keepsTheOldCallbackKeyUntilTheNewOneIsSeen() {
        // Given
        Clinic clinic = open().pair();
        String old = key(callbackUrl(clinic));
        Grant former = grant(clinic);

        // When
        int generation = pairings.rotateCallbackKey(PARTNER, clinic.account());

        // Then
        farewells.run();
        assertThat(generation).isEqualTo(2);
        assertThat(key(callbackUrl(clinic))).isNotEqualTo(old);
        assertThat(call(clinic)).isNotEmpty();
        assertRefreshDead(former);
        assertThat(verified(old)).isEqualTo(new CallbackKey.ForPairing(PARTNER, clinic.account(), 1));

        callbackKeys.seen(PARTNER, Optional.of(clinic.account()), 2);
        assertThat(verified(old)).isInstanceOf(CallbackKey.ForPairing.class);
        clock.advance(settings.callbackKeyGrace());
        assertThat(verified(old)).isEqualTo(new CallbackKey.Revoked());
        assertThat(verified(key(callbackUrl(clinic)))).isInstanceOf(CallbackKey.ForPairing.class);
    }

    @Test
    void givesThePartnerAKeyOfItsOwn() {
        PartnerKey key = pairings.rotateCallbackKey(PARTNER);

        assertThat(callbackKeys.verify(key.key().reveal()))
                .isEqualTo(new CallbackKey.ForPartner(PARTNER, key.generation()));
        assertThat(key.url())
                .hasValueSatisfying(url -> assertThat(url.getPath())
                        .isEqualTo("/webhooks/itero/" + key.key().reveal()));
        assertThat(key.toString()).doesNotContain(key.key().reveal());
    }

    @Test
    void isNotifiedUnderThePairingsKeyWhereThePartnerRegisteredNone() {
        Clinic clinic = open().pair();

        assertThat(callbackKeys.verify(key(callbackUrl(clinic))))
                .isEqualTo(new CallbackKey.ForPairing(PARTNER, clinic.account(), 1));
    }

    @Test
    void isNotifiedUnderThePartnersKeyWhereOneIsRegistered() {
        Clinic clinic = open().pair();
        PartnerKey partners = pairings.rotateCallbackKey(PARTNER);
        sandbox.partnerCallback("scanrelay", partners.url().map(URI::toString));

        String told = callbackUrl(clinic);
        sandbox.partnerCallback("scanrelay", Optional.empty());

        assertThat(callbackKeys.verify(key(told)))
                .isEqualTo(new CallbackKey.ForPartner(PARTNER, partners.generation()));
    }

    @Test
    void isNotNotifiedWhereNeitherIsGiven() {
        Clinic clinic = open();
        sandbox.pair(clinic.number(), Optional.empty());

        String rx = sandbox.scan(clinic.number()).rxId();

        assertThat(sandbox.ledger(clinic.number()).told().stream()
                        .filter(told -> told.rxId().equals(rx))
                        .flatMap(told -> told.url().stream()))
                .isEmpty();
    }

    @Test
    void logsNothingSecret() {
        // Given
        LogCapture log = LogCapture.start();
        Clinic clinic = open().pair();
        Grant before = grant(clinic);
        String key = key(callbackUrl(clinic));
        sandbox.oauth(Map.of("rotation", "STRICT"));
        sandbox.expireAccessTokens(clinic.number());
        call(clinic);
        Grant after = grant(clinic);

        // When
        sandbox.fault(Map.of("kind", "SERVER_ERROR", "status", 503));
        pairings.disconnect(PARTNER, clinic.account());
        sandbox.clearFaults();
        clock.advance(Duration.ofMinutes(1));
        farewells.run();

        // Then
        assertThat(log.stop())
                .contains("Align was not told to forget yet")
                .doesNotContain(key)
                .doesNotContain(
                        before.accessToken().reveal(), before.refreshToken().reveal())
                .doesNotContain(
                        after.accessToken().reveal(), after.refreshToken().reveal());
        assertThat(after.toString()).doesNotContain(after.accessToken().reveal());
    }

    private Clinic open(String... doctors) {
        return Clinic.open(sandbox, pairings, doctors);
    }

    private List<Company> call(Clinic clinic) {
        return pairings.withAccess(PARTNER, clinic.account(), itero::companies);
    }

    private Grant grant(Clinic clinic) {
        return grants.live(PARTNER, clinic.account()).getFirst();
    }

    private String status(Clinic clinic) {
        return pairings.find(PARTNER, clinic.account()).orElseThrow().status();
    }

    /** Another replica: it shares nothing with this one but the database. */
    private Renewals replica() {
        return new Renewals(itero, leases, directories, draining, persistence, meter, settings);
    }

    private int calls(String call) {
        return sandbox.calls().getOrDefault(call, Map.of()).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** Where the sandbox sends this clinic's notifications now. */
    private String callbackUrl(Clinic clinic) {
        String rx = sandbox.scan(clinic.number()).rxId();
        return await().until(
                        () -> sandbox.ledger(clinic.number()).told().stream()
                                .filter(told -> told.rxId().equals(rx))
                                .flatMap(told -> told.url().stream())
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static String key(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private CallbackKey verified(String key) {
        revokedKeys.replace(generations.revokedThrough());
        return callbackKeys.verify(key);
    }

    @Inject
    AttemptSeal attemptSeal;

    private Access firstTokens(Authorized.Choose choose) {
        AttemptRow row = database.read(session -> session.find(AttemptRow.class, choose.attempt()));
        return new Access(
                dev.scanrelay.itero.Directory.ofJson(row.directory),
                attemptSeal.takeTokens(row).orElseThrow().accessToken());
    }

    private void assertDead(Access access) {
        assertThatThrownBy(() -> itero.companies(access))
                .asInstanceOf(type(IteroException.class))
                .extracting(IteroException::kind)
                .isEqualTo(IteroException.Kind.UNAUTHORISED);
    }

    private void assertRefreshDead(Grant grant) {
        assertThatThrownBy(() -> itero.refresh(PARTNER, grant.directory(), grant.refreshToken()))
                .asInstanceOf(type(IteroException.class))
                .matches(IteroException::grantDead);
    }

    private static org.assertj.core.api.ThrowingConsumer<Throwable> unavailable(Reason reason) {
        return thrown -> assertThat(thrown)
                .asInstanceOf(type(PairingUnavailable.class))
                .extracting(PairingUnavailable::reason)
                .isEqualTo(reason);
    }

    private long tokensLeft(Clinic clinic) {
        return database.<Long>read(session -> session.createNativeQuery("""
                        select (select count(*) from access_grant
                                where account_id = :account and (access_token is not null or refresh_token is not null))
                             + (select count(*) from token_farewell where account_id = :account)""", Long.class)
                .setParameter("account", clinic.account().value())
                .getSingleResult());
    }

    private List<String> columnsOf(Clinic clinic) {
        return database.<List<String>>read(session -> session.createNativeQuery("""
                        select access_token from access_grant where account_id = :account
                        union all select refresh_token from access_grant where account_id = :account""", byte[].class)
                .setParameter("account", clinic.account().value())
                .getResultList()
                .map(columns -> columns.stream()
                        .map(bytes -> new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1))
                        .toList()));
    }

    private boolean leased(Clinic clinic) {
        return database.<Long>read(session -> session.createNativeQuery(
                                "select count(*) from access_grant where account_id = :account and lease_owner is not null",
                                Long.class)
                        .setParameter("account", clinic.account().value())
                        .getSingleResult())
                > 0;
    }

    private List<String> events(Clinic clinic) {
        return database.<List<String>>read(session -> session.createNativeQuery(
                        "select type from outbox where account_id = :account order by id", String.class)
                .setParameter("account", clinic.account().value())
                .getResultList()
                .map(types -> types.stream()
                        .map(type -> type.replaceAll(".*pairing\\.|\\.v1$", ""))
                        .toList()));
    }

    private static <T> List<T> together(int many, Callable<T> work) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> answers = IntStream.range(0, many)
                    .mapToObj(one -> threads.submit(work))
                    .toList();
            List<T> values = new java.util.ArrayList<>();
            for (Future<T> answer : answers) {
                values.add(answer.get());
            }
            return values;
        }
    }
}
