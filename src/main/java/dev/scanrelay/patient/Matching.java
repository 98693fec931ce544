package dev.scanrelay.patient;

import dev.scanrelay.itero.IteroPatient;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Who of those that Align knows may be the one that was asked for, and why. */
final class Matching {

    private static final Comparator<PatientMatch> LIKELIEST =
            Comparator.comparing(PatientMatch::reason).thenComparing(PatientMatch::patientId);

    private Matching() {}

    static List<PatientMatch> ranked(PatientQuery asked, Collection<IteroPatient> patients) {
        return patients.stream()
                .flatMap(patient -> reason(asked, patient).map(why -> PatientMatch.of(patient, why)).stream())
                .sorted(LIKELIEST)
                .toList();
    }

    static Optional<MatchReason> reason(PatientQuery asked, IteroPatient patient) {
        boolean sameChart = asked.chartNumber()
                .filter(number -> patient.chartNumber()
                        .filter(its -> its.strip().equalsIgnoreCase(number))
                        .isPresent())
                .isPresent();
        if (!asked.hasName()) {
            return sameChart ? Optional.of(MatchReason.CHART_ONLY) : Optional.empty();
        }
        Likeness names = Likeness.of(asked, patient.firstName(), patient.lastName());
        return sameChart ? Optional.of(ofSameChart(names)) : byName(names, chartMissing(asked, patient));
    }

    private static boolean chartMissing(PatientQuery asked, IteroPatient patient) {
        return asked.chartNumber().isEmpty()
                || patient.chartNumber().filter(number -> !number.isBlank()).isEmpty();
    }

    private static MatchReason ofSameChart(Likeness names) {
        return switch (names) {
            case SAME -> MatchReason.EXACT;
            case REORDERED -> MatchReason.CHART_NAME_REORDERED;
            case ALIKE, OTHER -> MatchReason.CHART_OTHER_NAME;
        };
    }

    private static Optional<MatchReason> byName(Likeness names, boolean chartMissing) {
        return switch (names) {
            case SAME, REORDERED ->
                Optional.of(chartMissing ? MatchReason.NAME_NO_CHART : MatchReason.NAME_OTHER_CHART);
            case ALIKE -> Optional.of(MatchReason.NAME_ALIKE);
            case OTHER -> Optional.empty();
        };
    }
}
