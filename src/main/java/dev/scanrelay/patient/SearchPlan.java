package dev.scanrelay.patient;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What to ask Align for, since it finds only what is spelled exactly so.
 *
 * @param chartNumber to be asked for first, alone
 * @param names permutations and known spellings, the likeliest first
 * @param guesses spellings with one accent more, to be tried if nobody was found
 * @param complete false if there are more names than may be tried
 */
record SearchPlan(Optional<String> chartNumber, List<NameSearch> names, List<NameSearch> guesses, boolean complete) {

    private static final Pattern LETTER = Pattern.compile("[\\p{L}\\p{N}]");
    private static final int MOST_GUESSES = 16;
    private static final int SAME_READINGS = 4;

    /**
     * Plans the search for one patient.
     *
     * @param most searches in all
     */
    static SearchPlan of(PatientQuery query, int most) {
        if (!query.hasName()) {
            return new SearchPlan(query.chartNumber(), List.of(), List.of(), true);
        }
        int left = query.chartNumber().isPresent() ? most - 1 : most;
        List<String> first = parts(query.firstName());
        List<String> parts =
                Stream.concat(first.stream(), parts(query.lastName()).stream()).toList();
        List<NameSearch> names =
                names(new NameSearch(query.firstName(), query.lastName()), parts, first.size(), left + 1);
        List<NameSearch> guesses = guesses(parts, first.size()).stream()
                .filter(search -> !names.contains(search))
                .filter(search -> Likeness.of(query, search.firstName(), search.lastName()) != Likeness.OTHER)
                .limit(Math.max(0, left - names.size()))
                .toList();
        return new SearchPlan(query.chartNumber(), names.stream().limit(left).toList(), guesses, names.size() <= left);
    }

    /** What has no letter, such as a dash in place of a name, is no part of one. */
    private static List<String> parts(Optional<String> name) {
        return name.map(text -> Stream.of(text.split(" "))
                        .filter(part -> LETTER.matcher(part).find())
                        .toList())
                .orElse(List.of());
    }

    private static List<NameSearch> names(NameSearch asGiven, List<String> parts, int firstNames, int most) {
        if (parts.isEmpty()) {
            return List.of(asGiven);
        }
        List<Arrangement> arrangements = Arrangements.of(parts, firstNames, most * SAME_READINGS);
        List<List<Spelling>> spellings = Spellings.ofAll(parts, most);
        NavigableMap<Integer, List<List<Spelling>>> byOddity =
                spellings.stream().collect(Collectors.groupingBy(Spellings::oddity, TreeMap::new, Collectors.toList()));
        Map<NameSearch, NameSearch> found = new LinkedHashMap<>(Map.of(asGiven.key(), asGiven));
        int oddest = arrangements.getLast().oddity() + byOddity.lastKey();
        for (int oddity = 0; oddity <= oddest && found.size() < most; oddity++) {
            for (Arrangement arrangement : arrangements) {
                byOddity.getOrDefault(oddity - arrangement.oddity(), List.of()).stream()
                        .map(spelled -> arrangement.of(Spellings.texts(spelled)))
                        .forEach(search -> found.putIfAbsent(search.key(), search));
            }
        }
        return found.values().stream().limit(most).toList();
    }

    private static List<NameSearch> guesses(List<String> parts, int firstNames) {
        if (parts.isEmpty()) {
            return List.of();
        }
        Arrangement asGiven = Arrangements.of(parts, firstNames, 1).getFirst();
        return Spellings.withAnAccent(parts, MOST_GUESSES).stream()
                .map(asGiven::of)
                .toList();
    }

    @Override
    public String toString() {
        return "SearchPlan[" + names.size() + " names, " + guesses.size() + " guesses]";
    }
}
