package dev.scanrelay.patient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.itero.IteroException;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.testing.Flow;
import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.testing.SandboxService;
import dev.scanrelay.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Services.class)
@QuarkusTestResource(SandboxService.class)
class PatientSearchTest {

    @Inject
    Pairings pairings;

    @Inject
    Patients patients;

    private SandboxClient sandbox;
    private long account;

    @BeforeEach
    void openAClinic() {
        Flow flow = Flow.with(pairings);
        sandbox = flow.sandbox();
        account = flow.pairedClinic();
    }

    @AfterEach
    void mend() {
        sandbox.clearFaults();
    }

    @Test
    void findsOnePersonUnderEverySpellingOnceAndRanksThem() {
        String exact = enter("Jürgen", "Zöllner-Weiß", "ZW-1");
        String renamed = enter("Other", "Person", "ZW-1");
        String without = enter("Weiss", "Juergen Zoellner", null);
        String elsewhere = enter("Zollner Weiss", "Jurgen", "ZW-2");
        enter("Jürgen", "Zöllner", null);

        List<PatientMatch> found = find("Jürgen", "Zöllner Weiß", "zw-9");
        List<PatientMatch> byChart = find("Jürgen", "Zöllner Weiß", "zw-1");

        assertThat(found)
                .extracting(PatientMatch::patientId, PatientMatch::reason)
                .containsExactlyInAnyOrder(
                        tuple(without, MatchReason.NAME_NO_CHART),
                        tuple(exact, MatchReason.NAME_OTHER_CHART),
                        tuple(elsewhere, MatchReason.NAME_OTHER_CHART));
        assertThat(byChart)
                .extracting(PatientMatch::patientId, PatientMatch::reason)
                .containsExactly(tuple(exact, MatchReason.EXACT), tuple(renamed, MatchReason.CHART_OTHER_NAME));
    }

    @Test
    void asksOnceWhenTheChartNumberLeadsToTheVeryPatient() {
        enter("Jürgen", "Zöllner", "ZW-1");
        int before = searches();

        find("Juergen", "Zoellner", "ZW-1");

        assertThat(searches() - before).isEqualTo(1);
    }

    @Test
    void findsNobodyWhereThereIsNobody() {
        assertThat(find("Nobody", "Atall", "none")).isEmpty();
    }

    @Test
    void guessesALostAccent() {
        String id = enter("Łukasz", "Kwiatkowski", null);

        assertThat(find("Lukasz", "Kwiatkowski", null))
                .extracting(PatientMatch::patientId)
                .containsExactly(id);
    }

    @Test
    void failsWholeWhenAlignLimitsItHalfWay() {
        enter("Jürgen", "Zöllner", null);
        sandbox.fault(Map.of(
                "kind",
                "RATE_LIMIT",
                "call",
                "patientSearch",
                "account",
                account,
                "after",
                3,
                "retryAfterSeconds",
                17));

        assertThatThrownBy(() -> find("Jürgen", "Zöllner", null))
                .isInstanceOfSatisfying(IteroException.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(IteroException.Kind.RATE_LIMITED);
                    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(17));
                });
    }

    @Test
    void renewsTheTokenThatDiedHalfWayAndFindsAll() {
        String id = enter("Zöllner", "Juergen", null);
        sandbox.fault(
                Map.of("kind", "UNAUTHORISED", "call", "patientSearch", "account", account, "after", 2, "times", 2));

        assertThat(find("Jürgen", "Zöllner", null))
                .extracting(PatientMatch::patientId)
                .containsExactly(id);
    }

    private String enter(String first, String last, String chart) {
        Map<String, String> patient = chart == null
                ? Map.of("firstName", first, "lastName", last)
                : Map.of("firstName", first, "lastName", last, "chartNumber", chart);
        return sandbox.newPatient(account, patient).patientId();
    }

    private List<PatientMatch> find(String first, String last, String chart) {
        return patients.find(
                PartnerId.DEFAULT,
                new AccountId(Long.toString(account)),
                new PatientQuery(Optional.of(first), Optional.of(last), Optional.ofNullable(chart)));
    }

    private int searches() {
        return sandbox.calls().getOrDefault("patientSearch", Map.of()).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }
}
