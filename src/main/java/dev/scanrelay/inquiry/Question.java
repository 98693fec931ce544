package dev.scanrelay.inquiry;

import dev.scanrelay.problem.Problems;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What is asked of the record. A parameter that is unknown, repeated or of the wrong form is refused: ignored, it would show more
 * than was asked for.
 */
record Question(
        Optional<String> patient,
        Optional<String> order,
        Optional<String> account,
        Optional<String> actor,
        Optional<Instant> from,
        Optional<Instant> to,
        int limit,
        Optional<Place> behind) {

    private static final Set<String> KNOWN =
            Set.of("patient", "order", "account", "actor", "from", "to", "limit", "cursor");
    private static final int LONGEST = 128;
    private static final int USUAL = 50;
    private static final int MOST = 200;
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    static Question of(Map<String, List<String>> given) {
        if (!KNOWN.containsAll(given.keySet())) {
            throw Problems.invalid("There is a parameter that is not known here. Known are "
                    + String.join(", ", KNOWN.stream().sorted().toList()) + ".");
        }
        return new Question(
                id(given, "patient"),
                id(given, "order"),
                id(given, "account"),
                id(given, "actor"),
                time(given, "from"),
                time(given, "to"),
                one(given, "limit", "has to be a number from 1 to " + MOST, Question::limit)
                        .orElse(USUAL),
                one(given, "cursor", "has to be the next of an earlier answer", Place::decode));
    }

    private static Optional<String> id(Map<String, List<String>> given, String name) {
        return one(given, name, "has to be an id of 1 to " + LONGEST + " characters", Question::id);
    }

    private static Optional<String> id(String written) {
        boolean clean = written.codePoints().noneMatch(Character::isISOControl);
        return Optional.of(written).filter(id -> clean && !id.isBlank() && id.length() <= LONGEST);
    }

    private static Optional<Instant> time(Map<String, List<String>> given, String name) {
        return one(
                given,
                name,
                "has to be a time such as 2026-03-02T09:15:00Z",
                written -> Optional.of(OffsetDateTime.parse(written).toInstant())
                        .filter(at -> at.isAfter(Instant.EPOCH) && at.isBefore(LATEST)));
    }

    private static Optional<Integer> limit(String written) {
        int limit = Integer.parseInt(written);
        return limit >= 1 && limit <= MOST ? Optional.of(limit) : Optional.empty();
    }

    private static <T> Optional<T> one(
            Map<String, List<String>> given, String name, String rule, Function<String, Optional<T>> reading) {
        List<String> values = given.containsKey(name) ? given.get(name) : List.of();
        if (values.size() > 1) {
            throw Problems.invalid(name + " is given more than once.");
        }
        return values.stream()
                .findFirst()
                .map(written -> read(written, reading).orElseThrow(() -> Problems.invalid(name + " " + rule + ".")));
    }

    private static <T> Optional<T> read(String written, Function<String, Optional<T>> reading) {
        try {
            return reading.apply(written);
        } catch (IllegalArgumentException | DateTimeException wrongForm) {
            return Optional.empty();
        }
    }
}
