package dev.scanrelay.patient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.itero.IteroPatient;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchingTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            Anna Maria, Müller, CH-1,  ANNA-MARIA, Mueller,    ch-1, EXACT
            Anna Maria, Müller, CH-1,  Anna Maria, Muller,     CH-1, EXACT
            Anna Maria, Müller, CH-1,  Müller,     Anna Maria, CH-1, CHART_NAME_REORDERED
            Anna Maria, Müller, CH-1,  Maria,      Anna Müller,CH-1, CHART_NAME_REORDERED
            Anna Maria, Müller, CH-1,  Anna Maria, Berg,       CH-1, CHART_OTHER_NAME
            Anna,       Mueller,CH-1,  Anna,       Muller,     CH-1, CHART_OTHER_NAME
            Michael,    Nowak,  CH-1,  Michał,     Nowak,      CH-1, CHART_OTHER_NAME
            -,          -,      CH-1,  Anna,       Berg,       CH-1, CHART_ONLY
            -,          Berg,   CH-1,  Anna,       Berg,       CH-1, EXACT
            Anna,       Müller, CH-1,  Anna,       Müller,     -,    NAME_NO_CHART
            Anna,       Müller, -,     Anna,       Müller,     CH-1, NAME_NO_CHART
            Anna,       Müller, -,     Müller,     Anna,       CH-1, NAME_NO_CHART
            Anna,       Müller, CH-1,  Anna,       Müller,     CH-2, NAME_OTHER_CHART
            Anna,       Mueller,CH-1,  Anna,       Muller,     CH-2, NAME_ALIKE
            Anna,       Mueller,-,     Anna,       Muller,     -,    NAME_ALIKE
            """)
    void saysWhyAPatientMayBeTheOne(
            String first,
            String last,
            String chart,
            String theirFirst,
            String theirLast,
            String theirChart,
            MatchReason reason) {
        PatientQuery query =
                new PatientQuery(Optional.ofNullable(first), Optional.ofNullable(last), Optional.ofNullable(chart));

        assertThat(Matching.reason(query, patient("id", theirFirst, theirLast, theirChart)))
                .contains(reason);
    }

    @Test
    void ranksTheSurestFirstAndLeavesStrangersOut() {
        PatientQuery query = new PatientQuery(Optional.of("Anna"), Optional.of("Müller"), Optional.of("CH-1"));

        List<PatientMatch> ranked = Matching.ranked(
                query,
                List.of(
                        patient("other-chart", "Anna", "Müller", "CH-2"),
                        patient("stranger", "Jonas", "Berg", "CH-3"),
                        patient("no-chart", "Anna", "Mueller", null),
                        patient("renamed", "Anna", "Berg", "CH-1"),
                        patient("exact", "anna", "muller", "ch-1")));

        assertThat(ranked)
                .extracting(PatientMatch::patientId)
                .containsExactly("exact", "renamed", "no-chart", "other-chart");
    }

    @Test
    void printsNobody() {
        PatientQuery query = new PatientQuery(Optional.of("Zebra"), Optional.of("Okapi"), Optional.of("CH-77"));
        SearchPlan plan = SearchPlan.of(query, 10);
        PatientMatch match = Matching.ranked(query, List.of(patient("id", "Zebra", "Okapi", "CH-77")))
                .getFirst();

        assertThat(List.of(
                        query.toString(),
                        plan.toString(),
                        plan.names().toString(),
                        match.toString(),
                        new FoundPatients(List.of(match), true).toString(),
                        FoldedName.of(Optional.of("Zebra")).toString(),
                        new Spelling("Zebra", 1).toString()))
                .allSatisfy(text -> assertThat(text).doesNotContainIgnoringCase("zebra", "okapi", "CH-77"));
    }

    private static IteroPatient patient(String id, String first, String last, String chart) {
        return new IteroPatient(
                id,
                Optional.ofNullable(first),
                Optional.ofNullable(last),
                Optional.ofNullable(chart),
                Optional.empty());
    }
}
