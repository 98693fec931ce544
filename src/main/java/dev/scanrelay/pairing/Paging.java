package dev.scanrelay.pairing;

import dev.scanrelay.problem.Problems;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How much of a list is asked for, and behind what. As in the catalogue of orders, a parameter that is unknown, repeated or of the
 * wrong form is refused by its name.
 */
record Paging<C>(Optional<C> behind, int limit) {

    static final int USUAL_LIMIT = 50;
    static final int LARGEST_LIMIT = 200;
    private static final Set<String> KNOWN = Set.of("cursor", "limit");

    /** A part of a list, and whether there is more of it. */
    record Page<T>(List<T> entries, boolean more) {

        /** The cursor of what comes behind, if anything does. */
        Optional<String> next(Function<T, String> cursor) {
            return more ? Optional.of(cursor.apply(entries.getLast())) : Optional.empty();
        }

        <R> List<R> map(Function<T, R> shown) {
            return entries.stream().map(shown).toList();
        }
    }

    /** @param reading gives nothing for what is no cursor of this list */
    static <C> Paging<C> of(Map<String, ? extends List<String>> given, Function<String, Optional<C>> reading) {
        if (!KNOWN.containsAll(given.keySet())) {
            throw Problems.invalid("There is a parameter that is not known here. Known are cursor, limit.");
        }
        return new Paging<>(
                one(given, "cursor")
                        .map(written -> reading.apply(written)
                                .orElseThrow(
                                        () -> Problems.invalid("cursor has to be the next of an earlier answer."))),
                one(given, "limit").map(Paging::limit).orElse(USUAL_LIMIT));
    }

    /** How many rows to look for: one more than asked for tells whether there is more. */
    int rows() {
        return limit + 1;
    }

    <T> Page<T> page(List<T> found) {
        return new Page<>(found.subList(0, Math.min(limit, found.size())), found.size() > limit);
    }

    private static Optional<String> one(Map<String, ? extends List<String>> given, String name) {
        List<String> values = given.containsKey(name) ? given.get(name) : List.of();
        if (values.size() > 1) {
            throw Problems.invalid(name + " is given more than once.");
        }
        return values.stream().findFirst();
    }

    private static int limit(String written) {
        try {
            int limit = Integer.parseInt(written);
            if (limit >= 1 && limit <= LARGEST_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException noNumber) {
            // told below
        }
        throw Problems.invalid("limit has to be a number from 1 to " + LARGEST_LIMIT + ".");
    }
}
