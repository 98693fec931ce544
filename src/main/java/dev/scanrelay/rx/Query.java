package dev.scanrelay.rx;

import dev.scanrelay.problem.Problems;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads what a list is asked for. What is unknown, repeated or of the wrong form is refused: a filter is never ignored. */
final class Query {

    private static final Set<String> KNOWN = Set.of("status", "reference", "limit", "cursor");
    private static final int LONGEST = 200;

    private Query() {}

    static Wanted of(Map<String, ? extends List<String>> given) {
        if (!KNOWN.containsAll(given.keySet())) {
            throw Problems.invalid(
                    "There is a parameter that is not known here. Known are cursor, limit, reference, status."
                            + " A chart number is searched for by POST, at search.");
        }
        return new Wanted(
                one(given, "status")
                        .map(word -> RequestState.of(word)
                                .orElseThrow(
                                        () -> Problems.invalid("status has to be sending, created, scanned, withdrawn,"
                                                + " refused, unknown or unresolved."))),
                one(given, "reference").map(Query::reference),
                Optional.empty(),
                one(given, "cursor").map(Query::place),
                one(given, "limit").map(Query::limit).orElse(Wanted.USUAL_LIMIT));
    }

    static Wanted of(ChartSearch search) {
        String number = search.chartNumber()
                .map(String::strip)
                .filter(text -> !text.isEmpty() && text.length() <= LONGEST)
                .orElseThrow(() -> Problems.invalid("chartNumber has to be 1 to 200 characters."));
        return new Wanted(
                Optional.empty(),
                Optional.empty(),
                Optional.of(number),
                search.cursor().map(Query::place),
                search.limit().map(Query::bounded).orElse(Wanted.USUAL_LIMIT));
    }

    static UUID id(String written) {
        try {
            if (written.length() == 36) {
                return UUID.fromString(written);
            }
        } catch (IllegalArgumentException notOne) {
            // told below
        }
        throw Problems.invalid("id has to be a UUID.");
    }

    private static Optional<String> one(Map<String, ? extends List<String>> given, String name) {
        List<String> values = given.containsKey(name) ? given.get(name) : List.of();
        if (values.size() > 1) {
            throw Problems.invalid(name + " is given more than once.");
        }
        return values.stream().findFirst();
    }

    private static String reference(String written) {
        boolean clean = written.codePoints().noneMatch(Character::isISOControl);
        if (!clean || written.isBlank() || written.length() > LONGEST) {
            throw Problems.invalid("reference has to be 1 to 200 characters, none of them a control character.");
        }
        return written.strip();
    }

    private static Place place(String written) {
        return Place.decode(written)
                .orElseThrow(() -> Problems.invalid("cursor has to be the next of an earlier answer."));
    }

    private static int limit(String written) {
        try {
            return bounded(Integer.parseInt(written));
        } catch (NumberFormatException noNumber) {
            throw limitProblem();
        }
    }

    private static int bounded(int limit) {
        if (limit < 1 || limit > Wanted.LARGEST_LIMIT) {
            throw limitProblem();
        }
        return limit;
    }

    private static RuntimeException limitProblem() {
        return Problems.invalid("limit has to be a number from 1 to " + Wanted.LARGEST_LIMIT + ".");
    }
}
