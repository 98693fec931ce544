package dev.scanrelay.rx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.patient.FoundPatients;
import dev.scanrelay.patient.MatchReason;
import dev.scanrelay.patient.PatientMatch;
import dev.scanrelay.rx.Choice.Why;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChoiceTest {

    private static final Person ASKED = new Person("Nora", "Ekblom", Optional.of("EX-1"), Optional.empty());

    @ParameterizedTest
    @CsvSource({
        // found,                               match,                  reject,          use,             update,
        //   create
        "EXACT,                                 exact,                  its spelling,    its spelling,    its spelling,    its spelling",
        "EXACT CHART_OTHER_NAME,                exact,                  its spelling,    its spelling,    its spelling,    its spelling",
        "EXACT EXACT,                           several,                SEVERAL,         SEVERAL,         SEVERAL,         as given",
        "CHART_NAME_REORDERED,                  chart-name-reordered,   NEAR_MATCH,      its spelling,    update,          as given",
        "CHART_OTHER_NAME,                      chart-other-name,       NEAR_MATCH,      its spelling,    update,          as given",
        "CHART_OTHER_NAME CHART_OTHER_NAME,     several,                SEVERAL,         SEVERAL,         SEVERAL,         as given",
        "NAME_NO_CHART,                         name-no-chart,          NEAR_MATCH,      its spelling,    NOT_UPDATABLE,   as given",
        "CHART_OTHER_NAME NAME_NO_CHART,        several,                SEVERAL,         SEVERAL,         SEVERAL,         as given",
        "CHART_OTHER_NAME NAME_OTHER_CHART,     chart-other-name,       NEAR_MATCH,      its spelling,    update,          as given",
        "NAME_OTHER_CHART,                      none,                   as given,        as given,        as given,        as given",
        "'',                                    none,                   as given,        as given,        as given,        as given"
    })
    void followsFromWhoWasFoundAndOnMatch(
            String found, String match, String reject, String use, String update, String create) {
        Finding finding = found(found);

        assertThat(finding.match().wire()).isEqualTo(match);
        assertThat(chosen(finding, OnMatch.REJECT)).isEqualTo(reject);
        assertThat(chosen(finding, OnMatch.USE)).isEqualTo(use);
        assertThat(chosen(finding, OnMatch.UPDATE)).isEqualTo(update);
        assertThat(chosen(finding, OnMatch.CREATE)).isEqualTo(create);
    }

    @ParameterizedTest
    @CsvSource({
        "CHART_OTHER_NAME NAME_NO_CHART,     p0, its spelling, update",
        "CHART_OTHER_NAME CHART_OTHER_NAME,  p1, its spelling, NOT_UPDATABLE",
        "CHART_OTHER_NAME,                   p9, NOT_FOUND,    NOT_FOUND",
        "'',                                 p0, NOT_FOUND,    NOT_FOUND",
        "EXACT EXACT,                        p0, NOT_TELLABLE, NOT_UPDATABLE"
    })
    void isMadeByPatientIdAmongSeveral(String found, String patientId, String use, String update) {
        assertThat(chosen(found(found), OnMatch.USE, Optional.of(patientId))).isEqualTo(use);
        assertThat(chosen(found(found), OnMatch.UPDATE, Optional.of(patientId))).isEqualTo(update);
    }

    /** A namesake is no match, so whoever is meant may still be there in a spelling that was not tried. */
    @ParameterizedTest
    @CsvSource({
        "'',                  incomplete,       SEARCH_INCOMPLETE, SEARCH_INCOMPLETE, SEARCH_INCOMPLETE, as given",
        "NAME_OTHER_CHART,    incomplete,       SEARCH_INCOMPLETE, SEARCH_INCOMPLETE, SEARCH_INCOMPLETE, as given",
        "CHART_OTHER_NAME,    incomplete,       SEARCH_INCOMPLETE, SEARCH_INCOMPLETE, SEARCH_INCOMPLETE, as given",
        "CHART_NAME_REORDERED, incomplete,      SEARCH_INCOMPLETE, SEARCH_INCOMPLETE, SEARCH_INCOMPLETE, as given",
        "NAME_NO_CHART,       incomplete,       SEARCH_INCOMPLETE, SEARCH_INCOMPLETE, SEARCH_INCOMPLETE, as given",
        "CHART_OTHER_NAME NAME_NO_CHART, several, SEVERAL,         SEVERAL,           SEVERAL,           as given",
        "EXACT CHART_OTHER_NAME, exact,         its spelling,      its spelling,      its spelling,      its spelling"
    })
    void takesNobodyForNewWhoMayBeThereInASpellingThatWasNotTried(
            String found, String match, String reject, String use, String update, String create) {
        Finding finding = found(found, false);

        assertThat(finding.match().wire()).isEqualTo(match);
        assertThat(chosen(finding, OnMatch.REJECT)).isEqualTo(reject);
        assertThat(chosen(finding, OnMatch.USE)).isEqualTo(use);
        assertThat(chosen(finding, OnMatch.UPDATE)).isEqualTo(update);
        assertThat(chosen(finding, OnMatch.CREATE)).isEqualTo(create);
    }

    @Test
    void isMadeByPatientIdAlsoWhereNotEverySpellingWasTried() {
        Finding finding = found("CHART_OTHER_NAME", false);

        assertThat(chosen(finding, OnMatch.USE, Optional.of("p0"))).isEqualTo("its spelling");
        assertThat(chosen(finding, OnMatch.UPDATE, Optional.of("p0"))).isEqualTo("update");
    }

    @Test
    void isNoneWithAPatientWhoLacksAName() {
        PatientMatch nameless = new PatientMatch(
                "p0",
                Optional.empty(),
                Optional.of("Lindqvist"),
                Optional.of("EX-1"),
                Optional.empty(),
                MatchReason.CHART_OTHER_NAME);

        assertThat(Choice.of(
                        asked(OnMatch.USE, Optional.empty()), Finding.of(new FoundPatients(List.of(nameless), true))))
                .isEqualTo(new Choice.Conflict(Why.NOT_TELLABLE));
    }

    private static String chosen(Finding finding, OnMatch onMatch) {
        return chosen(finding, onMatch, Optional.empty());
    }

    private static String chosen(Finding finding, OnMatch onMatch, Optional<String> patientId) {
        return switch (Choice.of(asked(onMatch, patientId), finding)) {
            case Choice.Conflict(Why why) -> why.name();
            case Choice.Send(Sent sent) when sent.update() -> "update";
            case Choice.Send(Sent sent) -> sent.patient().equals(ASKED) ? "as given" : "its spelling";
        };
    }

    private static Asked asked(OnMatch onMatch, Optional<String> patientId) {
        return new Asked(
                "D-1", "S-1", "1", ASKED, Optional.empty(), Optional.empty(), Optional.empty(), onMatch, patientId);
    }

    private static Finding found(String reasons) {
        return found(reasons, true);
    }

    private static Finding found(String reasons, boolean complete) {
        List<PatientMatch> found = new ArrayList<>();
        for (String reason : reasons.isEmpty() ? new String[0] : reasons.split(" ")) {
            found.add(match("p" + found.size(), MatchReason.valueOf(reason), found.size()));
        }
        return Finding.of(new FoundPatients(found, complete));
    }

    /** As such a one may be spelled at Align. */
    private static PatientMatch match(String id, MatchReason reason, int number) {
        return switch (reason) {
            case EXACT -> match(id, "NORA", "Ekblöm", Optional.of("EX-1"), reason);
            case CHART_NAME_REORDERED -> match(id, "Ekblom", "Nora", Optional.of("EX-1"), reason);
            case NAME_NO_CHART -> match(id, "Nora", "Ekblom", Optional.empty(), reason);
            case NAME_OTHER_CHART -> match(id, "Nora", "Ekblom", Optional.of("EX-2"), reason);
            default -> match(id, "Nora", "Lindqvist" + number, Optional.of("EX-1"), reason);
        };
    }

    private static PatientMatch match(
            String id, String first, String last, Optional<String> chart, MatchReason reason) {
        return new PatientMatch(id, Optional.of(first), Optional.of(last), chart, Optional.empty(), reason);
    }
}
