package dev.scanrelay.rx;

import dev.scanrelay.patient.FoundPatients;
import dev.scanrelay.patient.MatchReason;
import dev.scanrelay.patient.PatientMatch;
import java.util.List;
import java.util.Optional;

/**
 * Who was found at Align.
 *
 * @param one the match, if there is exactly one
 */
record Finding(Match match, Optional<PatientMatch> one, List<PatientMatch> all) {

    /**
     * One who is exactly it outweighs all that are nearly. One who is nearly it counts only if every spelling was tried: another one
     * may be it more nearly.
     */
    static Finding of(FoundPatients search) {
        List<PatientMatch> found = search.matches();
        List<PatientMatch> exact = found.stream()
                .filter(match -> match.reason() == MatchReason.EXACT)
                .toList();
        List<PatientMatch> near = found.stream()
                .filter(match -> Match.of(match.reason()) != Match.NONE)
                .toList();
        List<PatientMatch> counting = exact.isEmpty() ? near : exact;
        return switch (counting.size()) {
            case 0 -> new Finding(search.complete() ? Match.NONE : Match.INCOMPLETE, Optional.empty(), found);
            case 1 ->
                search.complete() || !exact.isEmpty()
                        ? one(counting.getFirst(), found)
                        : new Finding(Match.INCOMPLETE, Optional.empty(), found);
            default -> new Finding(Match.SEVERAL, Optional.empty(), found);
        };
    }

    private static Finding one(PatientMatch match, List<PatientMatch> found) {
        return new Finding(Match.of(match.reason()), Optional.of(match), found);
    }

    Optional<PatientMatch> withId(String patientId) {
        return all.stream()
                .filter(match -> match.patientId().equalsIgnoreCase(patientId))
                .findFirst();
    }

    List<Candidate> candidates() {
        return all.stream().map(Candidate::of).toList();
    }
}
