package dev.scanrelay.pairing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.itero.Itero;
import dev.scanrelay.itero.IteroException;
import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.testing.SandboxService;
import dev.scanrelay.testing.Services;
import dev.scanrelay.testing.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes of pairing in the cases that are not the first and only one. */
@QuarkusTest
@QuarkusTestResource(Services.class)
@QuarkusTestResource(SandboxService.class)
class PairingOutcomesTest {

    private static final PartnerId SECOND = new PartnerId(SandboxService.SECOND_PARTNER);

    @ConfigProperty(name = SandboxService.BASE)
    URI sandboxBase;

    @Inject
    Pairings pairings;

    @Inject
    Grants grants;

    @Inject
    FarewellPass farewells;

    @Inject
    Itero itero;

    @Inject
    Database database;

    private SandboxClient sandbox;

    @BeforeEach
    void register() {
        sandbox = new SandboxClient(sandboxBase);
        sandbox.newClient(SandboxService.SECOND_CLIENT, SandboxService.SECOND_SECRET, Optional.empty());
        database.write(session -> session.createNativeQuery(
                        "insert into partner (id, name) values (:id, 'Second Software') on conflict do nothing")
                .setParameter("id", SECOND.value())
                .executeUpdate());
    }

    @Test
    void keepsAccountAndCallbackKeyWhenTheSameDoctorPairsAgain() {
        Clinic clinic = Clinic.open(sandbox, pairings).pair();
        String before = callbackKeys(clinic, PartnerId.DEFAULT);

        clinic.pair();

        assertThat(callbackKeys(clinic, PartnerId.DEFAULT)).isEqualTo(before).isEqualTo("1");
        assertThat(grants.live(PartnerId.DEFAULT, clinic.account())).hasSize(2);
        assertThat(companies(clinic, PartnerId.DEFAULT)).isPositive();
    }

    @Test
    void keepsSoManyGrantsAndRevokesTheOldest() {
        // Given
        Clinic clinic = Clinic.open(sandbox, pairings).pair();
        Grant oldest = grants.live(PartnerId.DEFAULT, clinic.account()).getFirst();

        // When
        for (int more = 0; more < Choices.MOST_GRANTS; more++) {
            clinic.pair();
        }

        // Then
        assertThat(grants.live(PartnerId.DEFAULT, clinic.account()))
                .hasSize(Choices.MOST_GRANTS)
                .extracting(Grant::id)
                .doesNotContain(oldest.id());
        assertThat(companies(clinic, PartnerId.DEFAULT)).isPositive();
        await().untilAsserted(() -> {
            farewells.run();
            assertThatThrownBy(() -> itero.refresh(PartnerId.DEFAULT, oldest.directory(), oldest.refreshToken()))
                    .asInstanceOf(InstanceOfAssertFactories.type(IteroException.class))
                    .matches(IteroException::grantDead);
        });
    }

    @Test
    void staysEndedWhenItIsEndedWhileAlignIsAsked() throws Exception {
        // Given
        Clinic clinic = Clinic.open(sandbox, pairings);
        Authorized.Choose choose = (Authorized.Choose) clinic.authorize(Clinic.DOCTOR);
        long slow = sandbox.fault(Map.of("kind", "LATENCY", "call", "pair", "millis", 3000, "times", 1));

        // When
        Chosen outcome;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var choice = threads.submit(
                    () -> pairings.pair(PartnerId.DEFAULT, choose.attempt(), clinic.account(), account -> {}));
            await().until(() ->
                    pairings.find(PartnerId.DEFAULT, clinic.account()).isPresent());
            assertThat(pairings.disconnect(PartnerId.DEFAULT, clinic.account())).isInstanceOf(Disconnected.Ended.class);
            outcome = choice.get();
        } finally {
            sandbox.removeFault(slow);
        }

        // Then: it is not connected with a callback key that is refused
        assertThat(outcome).isEqualTo(new Chosen.NoAttempt());
        assertThat(pairings.find(PartnerId.DEFAULT, clinic.account())
                        .orElseThrow()
                        .status())
                .isEqualTo("ended");
        clinic.pair();
        assertThat(callbackKeys(clinic, PartnerId.DEFAULT)).isEqualTo("2");
        assertThat(companies(clinic, PartnerId.DEFAULT)).isPositive();
    }

    @Test
    void addsAGrantForAnAccountThatAnotherDoctorPaired() {
        Clinic clinic =
                Clinic.open(sandbox, pairings, Clinic.DOCTOR, "outcomes.second").pair();

        clinic.pair("outcomes.second");

        assertThat(callbackKeys(clinic, PartnerId.DEFAULT)).isEqualTo("1");
        assertThat(grants.live(PartnerId.DEFAULT, clinic.account())).hasSize(2);
        assertThat(pairings.list(
                                PartnerId.DEFAULT,
                                Optional.of(Set.of(clinic.account())),
                                new Paging<>(Optional.empty(), 50))
                        .entries())
                .filteredOn(pairing -> pairing.account().equals(clinic.account()))
                .hasSize(1);
    }

    @Test
    void givesAnAccountToTwoPartnersEachWithItsOwnKeyAndRows() {
        // Given
        Clinic clinic = Clinic.open(sandbox, pairings).pair();

        // When
        pair(SECOND, clinic);

        // Then: both have it, and the end of one is not the end of the other
        assertThat(callbackKeys(clinic, SECOND)).isEqualTo("1");
        assertThat(grants.live(SECOND, clinic.account())).hasSize(1);
        assertThat(grants.live(PartnerId.DEFAULT, clinic.account())).hasSize(1);
        shows(TestKeys.admin(SECOND.value()), clinic);

        assertThat(pairings.disconnect(PartnerId.DEFAULT, clinic.account())).isInstanceOf(Disconnected.Ended.class);
        assertThat(pairings.find(SECOND, clinic.account()).orElseThrow().status())
                .isEqualTo("active");
        assertThat(companies(clinic, SECOND)).isPositive();
    }

    @Test
    void letsAKeyForAllAccountsSeeANewOneAtOnce() {
        String key = TestKeys.admin();
        Clinic clinic = Clinic.open(sandbox, pairings);

        clinic.pair();

        shows(key, clinic);
    }

    @Test
    void refusesACodeThatWasUsed() {
        Clinic.Return first = Clinic.signIn(pairings.start(PartnerId.DEFAULT).authorizeUri(), Clinic.DOCTOR);
        assertThat(pairings.authorized(first.state(), first.code())).isInstanceOf(Authorized.Choose.class);
        Clinic.Return again = Clinic.signIn(pairings.start(PartnerId.DEFAULT).authorizeUri(), Clinic.DOCTOR);

        assertThat(pairings.authorized(again.state(), first.code()))
                .isEqualTo(new Authorized.Refused(Authorized.Reason.CODE_REFUSED));
    }

    @Test
    void pairsOnceWhenTheSameChoiceIsSentTwiceAtOnce() throws Exception {
        // Given
        Clinic clinic = Clinic.open(sandbox, pairings);
        Authorized.Choose choose = (Authorized.Choose) clinic.authorize(Clinic.DOCTOR);

        // When
        List<Chosen> outcomes;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = threads.submit(
                    () -> pairings.pair(PartnerId.DEFAULT, choose.attempt(), clinic.account(), account -> {}));
            var two = threads.submit(
                    () -> pairings.pair(PartnerId.DEFAULT, choose.attempt(), clinic.account(), account -> {}));
            outcomes = List.of(one.get(), two.get());
        }

        // Then
        assertThat(outcomes).filteredOn(Chosen.Paired.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(Chosen.NoAttempt.class::isInstance).hasSize(1);
        assertThat(grants.live(PartnerId.DEFAULT, clinic.account())).hasSize(1);
        assertThat(companies(clinic, PartnerId.DEFAULT)).isPositive();
    }

    private void pair(PartnerId partner, Clinic clinic) {
        Clinic.Return back = Clinic.signIn(pairings.start(partner).authorizeUri(), Clinic.DOCTOR);
        Authorized.Choose choose = (Authorized.Choose) pairings.authorized(back.state(), back.code());
        assertThat(pairings.pair(partner, choose.attempt(), clinic.account(), account -> {}))
                .isInstanceOf(Chosen.Paired.class);
    }

    private int companies(Clinic clinic, PartnerId partner) {
        return pairings.withAccess(partner, clinic.account(), itero::companies).size();
    }

    private static void shows(String key, Clinic clinic) {
        given().header("Authorization", "Bearer " + key)
                .get(clinic.list())
                .then()
                .statusCode(200)
                .body("pairings.account", hasItem(clinic.account().value()));
    }

    /** Generations of the pairing's callback key. */
    private String callbackKeys(Clinic clinic, PartnerId partner) {
        return database.<String>read(session -> session.createNativeQuery("""
                        select string_agg(cast(generation as text), ',' order by generation) from callback_key
                        where partner_id = :partner and account_id = :account and revoked_at is null""", String.class)
                .setParameter("partner", partner.value())
                .setParameter("account", clinic.account().value())
                .getSingleResult());
    }
}
