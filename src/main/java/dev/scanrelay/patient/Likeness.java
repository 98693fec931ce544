package dev.scanrelay.patient;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/** How like the name that was asked for a patient's name is. */
enum Likeness {
    SAME,
    REORDERED,
    ALIKE,
    OTHER;

    /** Compares what was asked for; a field that was not is not compared. */
    static Likeness of(PatientQuery asked, Optional<String> firstName, Optional<String> lastName) {
        FoldedName askedFirst = FoldedName.of(asked.firstName());
        FoldedName askedLast = FoldedName.of(asked.lastName());
        FoldedName first = FoldedName.of(firstName);
        FoldedName last = FoldedName.of(lastName);
        if (fits(asked.firstName(), askedFirst, first) && fits(asked.lastName(), askedLast, last)) {
            return SAME;
        }
        if (fits(asked.firstName(), askedFirst, last) && fits(asked.lastName(), askedLast, first)) {
            return REORDERED;
        }
        List<List<Set<String>>> askedReadings = FoldedName.readings(askedFirst, askedLast);
        List<List<Set<String>>> readings = FoldedName.readings(first, last);
        if (pair(askedReadings, readings, FoldedName::meet)) {
            return REORDERED;
        }
        return pair(askedReadings, readings, Likeness::alike) ? ALIKE : OTHER;
    }

    private static boolean fits(Optional<String> asked, FoldedName folded, FoldedName name) {
        return asked.isEmpty() || folded.same(name);
    }

    private static boolean pair(
            List<List<Set<String>>> asked,
            List<List<Set<String>>> readings,
            BiPredicate<Set<String>, Set<String>> fit) {
        return asked.stream()
                .anyMatch(
                        some -> readings.stream().anyMatch(others -> !some.isEmpty() && Pairs.all(some, others, fit)));
    }

    private static boolean alike(Set<String> word, Set<String> other) {
        return FoldedName.meet(FoldedName.alike(word), FoldedName.alike(other));
    }
}
