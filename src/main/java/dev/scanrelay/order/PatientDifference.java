package dev.scanrelay.order;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * In which fields the vendor's patient differs from the one whom the practice software named. Case and spaces don't count, a letter
 * or an accent does: the practice software is the master of the spelling. What either of them does not tell is not compared, but a
 * chart number that the vendor's patient lacks.
 */
final class PatientDifference {

    private PatientDifference() {}

    static List<String> of(Patient asked, Patient found) {
        return Stream.of(
                        name("firstName", asked.firstName(), found.firstName()),
                        name("lastName", asked.lastName(), found.lastName()),
                        isKnown(found) ? chart(asked.chartNumber(), found.chartNumber()) : Optional.<String>empty())
                .flatMap(Optional::stream)
                .sorted()
                .toList();
    }

    private static Optional<String> name(String field, Optional<String> asked, Optional<String> found) {
        return asked.isPresent() && found.isPresent() && !same(asked.get(), found.get())
                ? Optional.of(field)
                : Optional.empty();
    }

    private static Optional<String> chart(Optional<String> asked, Optional<String> found) {
        return asked.filter(number -> !same(number, found.orElse(""))).map(number -> "chartNumber");
    }

    private static boolean isKnown(Patient patient) {
        return patient.id().isPresent() || patient.lastName().isPresent();
    }

    private static boolean same(String one, String other) {
        return plain(one).equals(plain(other));
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .strip()
                .replaceAll("\\s+", " ")
                .toLowerCase(Locale.ROOT);
    }
}
