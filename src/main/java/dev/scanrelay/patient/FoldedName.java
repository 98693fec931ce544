package dev.scanrelay.patient;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A first or last name without what software writes differently.
 *
 * @param readings the name as words, with what is joined by a hyphen or an apostrophe as one word and as several; a word is the ways
 *     in which it may have been spelled
 * @param whole all in one
 */
record FoldedName(List<List<Set<String>>> readings, Set<String> whole) {

    private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{M}\\p{N} ]+");
    private static final int MOST_READINGS = 8;

    static FoldedName of(Optional<String> name) {
        String lower = Letters.tidy(name.orElse("")).toLowerCase(Locale.ROOT);
        List<List<Set<String>>> readings = List.of(List.of());
        for (String part : lower.split(" ", -1)) {
            readings = extended(
                    readings,
                    SIGNS.matcher(part).replaceAll(""),
                    SIGNS.matcher(part).replaceAll(" "));
        }
        String letters = SIGNS.matcher(lower).replaceAll("").replace(" ", "");
        // A name of signs alone is its signs.
        return new FoldedName(readings, spellings(letters.isEmpty() ? lower : letters));
    }

    /** The same, word by word or written together. */
    boolean same(FoldedName other) {
        return meet(whole, other.whole)
                || readings.stream()
                        .anyMatch(one -> other.readings.stream().anyMatch(another -> sameWords(one, another)));
    }

    /** First and last name as the words of one. */
    static List<List<Set<String>>> readings(FoldedName first, FoldedName last) {
        return first.readings.stream()
                .flatMap(head -> last.readings.stream().map(tail -> joined(head, tail)))
                .toList();
    }

    static boolean meet(Set<String> some, Set<String> others) {
        return !Collections.disjoint(some, others);
    }

    /** With the spellings that lost an umlaut that was spelled out. */
    static Set<String> alike(Set<String> spellings) {
        return spellings.stream()
                .flatMap(word -> Stream.of(word, Letters.umlautsLeftOff(word)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<List<Set<String>>> extended(List<List<Set<String>>> readings, String joined, String apart) {
        boolean both = apart.strip().contains(" ") && readings.size() < MOST_READINGS;
        return Stream.of(joined, apart)
                .limit(both ? 2 : 1)
                .flatMap(written -> readings.stream().map(words -> joined(words, words(written))))
                .toList();
    }

    private static List<Set<String>> words(String written) {
        return Stream.of(written.strip().split(" "))
                .filter(word -> !word.isEmpty())
                .map(FoldedName::spellings)
                .toList();
    }

    private static List<Set<String>> joined(List<Set<String>> head, List<Set<String>> tail) {
        List<Set<String>> words = new ArrayList<>(head);
        words.addAll(tail);
        return words;
    }

    private static boolean sameWords(List<Set<String>> some, List<Set<String>> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int at = 0; at < some.size(); at++) {
            if (!meet(some.get(at), others.get(at))) {
                return false;
            }
        }
        return true;
    }

    private static Set<String> spellings(String word) {
        return Stream.of(Letters.plain(word), Letters.spelledOut(word)).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String toString() {
        return "FoldedName[redacted]";
    }
}
