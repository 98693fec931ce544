package dev.scanrelay.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.itero.Itero;
import dev.scanrelay.itero.IteroException;
import dev.scanrelay.itero.PracticeConfiguration;
import dev.scanrelay.pairing.PairingUnavailable.Reason;
import dev.scanrelay.secret.Vault;
import dev.scanrelay.testing.MovableClock;
import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.testing.SandboxService;
import dev.scanrelay.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What keeps a pairing alive when nobody calls, and what is told when it can't be kept. */
@QuarkusTest
@QuarkusTestResource(Services.class)
@QuarkusTestResource(SandboxService.class)
class TokenLifeTest {

    private static final PartnerId PARTNER = PartnerId.DEFAULT;
    private static final String OTHER_DOCTOR = "grace.okafor";
    private static final long DAY = 86_400;

    @ConfigProperty(name = SandboxService.BASE)
    URI sandboxBase;

    @Inject
    Database database;

    @Inject
    Itero itero;

    @Inject
    Pairings pairings;

    @Inject
    Grants grants;

    @Inject
    DueGrants due;

    @Inject
    RenewalPass renewals;

    @Inject
    FarewellPass farewells;

    @Inject
    Contacts contacts;

    @Inject
    Vault vault;

    @Inject
    Farewells farewellRows;

    @Inject
    PairingEvents events;

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
    MovableClock clock;

    private SandboxClient sandbox;
    private Duration gone = Duration.ZERO;

    @BeforeEach
    void reachTheSandbox() {
        sandbox = new SandboxClient(sandboxBase);
    }

    @AfterEach
    void putTheWorldBack() {
        sandbox.clearFaults();
        sandbox.oauth(Map.of(
                "rotation",
                "GRACE",
                "graceSeconds",
                60,
                "refreshIdleSeconds",
                30 * DAY,
                "refreshAbsoluteSeconds",
                180 * DAY));
        sandbox.advance(gone.negated());
        clock.putBack();
    }

    @Test
    void renewsAheadOfTheEndThoughNobodyCalls() {
        // Given
        Clinic clinic = open().pair();
        renew(clinic);
        assertThat(grant(clinic).version()).isEqualTo(1);

        // When
        pass(Duration.ofMinutes(56));
        renew(clinic);

        // Then
        assertThat(grant(clinic).version()).isEqualTo(2);
        assertThat(grant(clinic).accessExpiresAt()).isAfter(clock.instant().plus(Duration.ofMinutes(50)));
        renew(clinic);
        assertThat(grant(clinic).version()).isEqualTo(2);
    }

    @Test
    void keepsAQuietClinicsLogInAliveBeyondItsIdleLife() {
        // Given
        sandbox.oauth(Map.of("rotation", "STRICT", "refreshIdleSeconds", DAY));
        Clinic clinic = open().pair();

        // When
        for (int round = 0; round < 3; round++) {
            pass(Duration.ofHours(20));
            renew(clinic);
        }

        // Then
        assertThat(configuration(clinic)).isNotNull();
        assertThat(view(clinic).status()).isEqualTo("active");
    }

    @Test
    void triesAgainWhatAlignCouldNotRenew() {
        // Given
        Clinic clinic = open().pair();
        pass(Duration.ofMinutes(56));
        sandbox.fault(Map.of("kind", "SERVER_ERROR", "call", "token", "status", 503));
        renew(clinic);
        assertThat(grant(clinic).version()).isEqualTo(1);

        // When
        sandbox.clearFaults();
        renew(clinic);
        assertThat(grant(clinic).version()).isEqualTo(1);
        pass(settings.renewalLease().multipliedBy(2));
        renew(clinic);

        // Then
        assertThat(grant(clinic).version()).isEqualTo(2);
    }

    @Test
    void handsADueGrantToOneReplicaAtATime() throws Exception {
        // Given
        Clinic clinic = open(Clinic.DOCTOR, OTHER_DOCTOR).pair(Clinic.DOCTOR).pair(OTHER_DOCTOR);
        pass(Duration.ofMinutes(56));

        // When
        List<Grant> claimed = together(4, () -> due.claim(Optional.of(owner(clinic)), 1)).stream()
                .flatMap(List::stream)
                .toList();

        // Then
        assertThat(claimed).extracting(Grant::id).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void renewsTheOthersWhereOneCanNotBeOpened() {
        // Given
        Clinic clinic = open(Clinic.DOCTOR, OTHER_DOCTOR).pair(Clinic.DOCTOR).pair(OTHER_DOCTOR);
        UUID unreadable = grant(clinic).id();
        Grant other = grants.live(PARTNER, clinic.account()).getLast();
        database.write(session -> session.createNativeQuery(
                        "update access_grant set refresh_token = decode('00', 'hex') where id = :id")
                .setParameter("id", unreadable)
                .executeUpdate());

        // When
        pass(Duration.ofMinutes(56));
        renew(clinic);

        // Then
        assertThat(version(other.id())).isEqualTo(2);
        assertThat(version(unreadable)).isEqualTo(1);
        database.write(session -> session.createNativeQuery("delete from access_grant where id = :id")
                .setParameter("id", unreadable)
                .executeUpdate());
    }

    private long version(UUID grant) {
        return database.<Long>read(
                session -> session.createNativeQuery("select version from access_grant where id = :id", Long.class)
                        .setParameter("id", grant)
                        .getSingleResult());
    }

    @Test
    void noticesWithoutTrafficThatALogInDied() {
        // Given
        Clinic clinic = open().pair();
        sandbox.endGrants(clinic.number());

        // When
        pass(Duration.ofMinutes(56));
        renew(clinic);

        // Then
        assertThat(view(clinic).health().attention())
                .get()
                .extracting(ConnectionHealth.Attention::reason)
                .isEqualTo("grant-refused");
        assertThat(view(clinic).health().liveGrants()).isZero();
        assertThat(told(clinic)).containsExactly("connected", "attention");
    }

    @Test
    void saysThatALogInExpiredWhereItsEndIsKnown() {
        // Given
        sandbox.oauth(Map.of("refreshAbsoluteSeconds", 2 * DAY));
        Clinic clinic = open().pair();
        RefreshLife twoDays = life(Duration.ofDays(2));
        Grant grant = grantsUnder(twoDays).live(PARTNER, clinic.account()).getFirst();

        // When
        pass(Duration.ofDays(2).plusSeconds(5));
        Renewed renewed = replica(twoDays).renew(grant);

        // Then
        assertThat(renewed).isEqualTo(new Renewed.Gone());
        assertThat(view(clinic).attentionReason()).contains("login-expired");
    }

    @Test
    void goesOnInTheRegionThatTheAccountMovedTo() throws Exception {
        // Given
        Clinic clinic = open().pair();
        assertThat(configuration(clinic)).isNotNull();
        int refreshed = calls("token");

        // When
        sandbox.move(clinic.number(), "US");
        List<PracticeConfiguration> answers = together(16, () -> configuration(clinic));

        // Then
        assertThat(answers).hasSize(16).doesNotContainNull();
        assertThat(view(clinic).region()).contains("us-east-1");
        assertThat(view(clinic).status()).isEqualTo("active");
        assertThat(calls("token")).isEqualTo(refreshed);
        await().untilAsserted(
                        () -> { // others' background work may ask meanwhile
                            int discovered = calls("discovery");
                            assertThat(configuration(clinic)).isNotNull();
                            assertThat(calls("discovery")).isEqualTo(discovered);
                        });
    }

    @Test
    void renewsInTheRegionThatTheAccountMovedTo() {
        Clinic clinic = open().pair();
        sandbox.move(clinic.number(), "US");
        sandbox.expireAccessTokens(clinic.number());

        assertThat(configuration(clinic)).isNotNull();
        assertThat(view(clinic).region()).contains("us-east-1");
    }

    @Test
    void goesOnWithAnotherDoctorWhenAlignEndedThePairingOfOne() {
        // Given
        Clinic clinic = open(Clinic.DOCTOR, OTHER_DOCTOR).pair(Clinic.DOCTOR).pair(OTHER_DOCTOR);
        assertThat(view(clinic).health().liveGrants()).isEqualTo(2);

        // When
        sandbox.unpairAtAlign(clinic.number(), Optional.of(OTHER_DOCTOR));
        assertThat(configuration(clinic)).isNotNull();
        sandbox.unpairAtAlign(clinic.number(), Optional.of(Clinic.DOCTOR));

        // Then
        assertThatThrownBy(() -> configuration(clinic)).satisfies(unavailable(Reason.NEEDS_ATTENTION));
        assertThat(view(clinic).status()).isEqualTo("attention");
        assertThat(view(clinic).health().attention())
                .get()
                .extracting(ConnectionHealth.Attention::reason)
                .isEqualTo("unpaired-by-vendor");
    }

    @Test
    void revokesTheTokensOfAPairingThatAlignEnded() {
        // Given
        Clinic clinic = open().pair();
        Grant grant = grant(clinic);
        sandbox.unpairAtAlign(clinic.number(), Optional.empty());
        assertThatThrownBy(() -> configuration(clinic)).satisfies(unavailable(Reason.NEEDS_ATTENTION));

        // When
        await().untilAsserted(() -> {
            farewells.run(); // the service itself may be saying some just now

            // Then
            assertThatThrownBy(() -> itero.refresh(PARTNER, grant.directory(), grant.refreshToken()))
                    .asInstanceOf(type(IteroException.class))
                    .matches(IteroException::grantDead);
        });
        assertThat(told(clinic)).containsExactly("connected", "attention");
    }

    @Test
    void leavesADoctorsOtherClinicsAlone() {
        Clinic one = open().pair();
        Clinic other = open().pair();

        sandbox.unpairAtAlign(one.number(), Optional.empty());
        assertThatThrownBy(() -> configuration(one)).satisfies(unavailable(Reason.NEEDS_ATTENTION));
        farewells.run();

        assertThat(configuration(other)).isNotNull();
        assertThat(view(other).status()).isEqualTo("active");
    }

    @Test
    void resumesWaitingOrdersWhenAUserSignsInAgain() {
        // Given
        Clinic clinic = open().pair();
        sandbox.unpairAtAlign(clinic.number(), Optional.empty());
        assertThatThrownBy(() -> configuration(clinic)).satisfies(unavailable(Reason.NEEDS_ATTENTION));
        UUID waiting = waitingOrder(clinic);

        // When
        clinic.pair();

        // Then
        await().until(() -> isDue(waiting));
        assertThat(configuration(clinic)).isNotNull();
        assertThat(view(clinic).health().attention()).isEmpty();
        assertThat(told(clinic)).containsExactly("connected", "attention", "connected");
    }

    @Test
    void showsWhenItWasLastCalledAndNotifiedWithoutAWritePerCall() {
        // Given
        Clinic clinic = open().pair();
        contacts.write();
        Instant before = clock.instant();

        // When
        configuration(clinic);
        configuration(clinic);
        pairings.notified(PARTNER, clinic.account());

        // Then
        assertThat(view(clinic).health().lastCallAt()).isEmpty();
        contacts.write();
        ConnectionHealth health = view(clinic).health();
        assertThat(health.lastCallAt())
                .hasValueSatisfying(at -> assertThat(at).isAfterOrEqualTo(before.minusMillis(1)));
        assertThat(health.lastNotificationAt()).isPresent();
        assertThat(health.lastRefreshAt()).isPresent();
        assertThat(health.liveGrants()).isEqualTo(1);
        assertThat(health.expiresAt()).isEmpty();
        Instant called = health.lastCallAt().orElseThrow();
        pairings.notified(PARTNER, clinic.account());
        contacts.write();
        assertThat(view(clinic).health().lastCallAt()).contains(called);
    }

    @Test
    void tellsAFortnightAWeekAndADayAheadOnceEach() {
        // Given
        Clinic clinic = open().pair();
        RefreshLife thirtyDays = life(Duration.ofDays(30));
        ExpiryPass pass = new ExpiryPass(database, thirtyDays, events, clock);

        // When
        for (int day = 0; day < 30; day++) {
            pass.run();
            clock.advance(Duration.ofDays(1));
        }

        // Then
        assertThat(told(clinic)).containsExactly("connected", "expiring", "expiring", "expiring");
        assertThat(daysTold(clinic)).containsExactly(14, 7, 1);
        Health health = new Health(database, thirtyDays, clock);
        assertThat(health.of(PARTNER, clinic.account()).orElseThrow().health().expiresInSeconds())
                .hasValueSatisfying(left -> assertThat(left).isBetween(0L, 60L));
    }

    @Test
    void countsAnewFromTheNextLogIn() {
        // Given
        Clinic clinic = open().pair();
        ExpiryPass pass = new ExpiryPass(database, life(Duration.ofDays(30)), events, clock);
        clock.advance(Duration.ofDays(17));
        pass.run();

        // When
        clinic.pair();
        pass.run();
        clock.advance(Duration.ofDays(17));
        pass.run();

        // Then
        assertThat(told(clinic)).containsExactly("connected", "expiring", "connected", "expiring");
    }

    @Test
    void tellsOfAnIdleEndOnlyOfTokensThatNobodyCouldRenew() {
        // Given
        Clinic clinic = open().pair();
        RefreshLife idle = new RefreshLife(
                Optional.empty(), Optional.of(Duration.ofDays(10)), settings.refreshAhead(), Duration.ofSeconds(15));
        ExpiryPass pass = new ExpiryPass(database, idle, events, clock);
        pass.run();
        assertThat(told(clinic)).containsExactly("connected");

        // When
        clock.advance(Duration.ofDays(4));
        pass.run();

        // Then
        assertThat(told(clinic)).containsExactly("connected", "expiring");
        assertThat(daysTold(clinic)).containsExactly(7);
    }

    private Clinic open(String... doctors) {
        return Clinic.open(sandbox, pairings, doctors);
    }

    /** For Align and for us. */
    private void pass(Duration time) {
        clock.advance(time);
        sandbox.advance(time);
        gone = gone.plus(time);
    }

    private void renew(Clinic clinic) {
        renewals.run(Optional.of(owner(clinic)));
    }

    private static KeyOwner owner(Clinic clinic) {
        return KeyOwner.pairing(PARTNER, clinic.account());
    }

    private PracticeConfiguration configuration(Clinic clinic) {
        return pairings.withAccess(
                PARTNER, clinic.account(), access -> itero.practiceConfiguration(access, clinic.account()));
    }

    private Grant grant(Clinic clinic) {
        return grants.live(PARTNER, clinic.account()).getFirst();
    }

    private PairingView view(Clinic clinic) {
        return pairings.find(PARTNER, clinic.account()).orElseThrow();
    }

    private RefreshLife life(Duration absolute) {
        return new RefreshLife(
                Optional.of(absolute), Optional.empty(), settings.refreshAhead(), Duration.ofSeconds(15));
    }

    private Grants grantsUnder(RefreshLife life) {
        return new Grants(database, new GrantSeal(vault, life, clock));
    }

    private Renewals replica(RefreshLife life) {
        RenewalLeases leases =
                new RenewalLeases(database, new GrantSeal(vault, life, clock), farewellRows, events, settings, clock);
        return new Renewals(itero, leases, directories, draining, persistence, meter, settings);
    }

    private int calls(String call) {
        return sandbox.calls().getOrDefault(call, Map.of()).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    private UUID waitingOrder(Clinic clinic) {
        UUID id = UUID.randomUUID();
        database.write(session -> session.createNativeQuery("""
                        insert into scan_order (id, partner_id, account_id, rx_id, wanted, due_at, failure, created_at, changed_at)
                        values (:id, :partner, :account, :rx, 1, now() + interval '1 hour',
                                'needs_attention: pairing: needs attention', now(), now())""")
                .setParameter("id", id)
                .setParameter("partner", PARTNER.value())
                .setParameter("account", clinic.account().value())
                .setParameter("rx", id.toString())
                .executeUpdate());
        return id;
    }

    private boolean isDue(UUID order) {
        return database.<Boolean>read(session -> session.createNativeQuery(
                        "select due_at <= now() from scan_order where id = :id", Boolean.class)
                .setParameter("id", order)
                .getSingleResult());
    }

    private List<String> told(Clinic clinic) {
        return column(clinic, "type", "true").stream()
                .map(type -> type.replaceAll(".*pairing\\.|\\.v1$", ""))
                .toList();
    }

    private List<Integer> daysTold(Clinic clinic) {
        return column(clinic, "data ->> 'daysLeft'", "type like '%expiring%'").stream()
                .map(Integer::valueOf)
                .toList();
    }

    private List<String> column(Clinic clinic, String column, String condition) {
        return database.<List<String>>read(session -> session.createNativeQuery(
                        "select " + column + " from outbox where account_id = :account and " + condition
                                + " order by id",
                        String.class)
                .setParameter("account", clinic.account().value())
                .getResultList());
    }

    private static org.assertj.core.api.ThrowingConsumer<Throwable> unavailable(Reason reason) {
        return thrown -> assertThat(thrown)
                .asInstanceOf(type(PairingUnavailable.class))
                .extracting(PairingUnavailable::reason)
                .isEqualTo(reason);
    }

    private static <T> List<T> together(int many, java.util.concurrent.Callable<T> work) throws Exception {
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
