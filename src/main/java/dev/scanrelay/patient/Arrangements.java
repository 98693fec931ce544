package dev.scanrelay.patient;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All orders of a name's parts, split over first and last name in every way, the likeliest first. */
final class Arrangements {

    private static final int AS_GIVEN = 0;
    private static final int SWAPPED = 1;
    private static final int SPLIT_ELSEWHERE = 1;
    private static final int HYPHENATED = 2;
    private static final int REORDERED = 2;

    private final List<String> parts;
    private final int most;
    private final List<Arrangement> found = new ArrayList<>();
    private final Set<List<List<Integer>>> known = new HashSet<>();

    private Arrangements(List<String> parts, int most) {
        this.parts = parts;
        this.most = most;
    }

    /**
     * At most so many, of which some may read the same.
     *
     * @param firstNames how many of the parts were given as first name
     */
    static List<Arrangement> of(List<String> parts, int firstNames, int most) {
        Arrangements arrangements = new Arrangements(parts, most);
        arrangements.collect(firstNames);
        return arrangements.found.stream().limit(most).toList();
    }

    private void collect(int firstNames) {
        List<Integer> first = places(0, firstNames);
        List<Integer> last = places(firstNames, parts.size());
        add(first, last, AS_GIVEN);
        add(last, first, SWAPPED);
        hyphenated(first, last);
        hyphenated(last, first);
        splits(Stream.concat(first.stream(), last.stream()).toList(), SPLIT_ELSEWHERE);
        splits(Stream.concat(last.stream(), first.stream()).toList(), SPLIT_ELSEWHERE);
        orders(new ArrayList<>());
    }

    private void hyphenated(List<Integer> first, List<Integer> last) {
        if (last.size() > 1) {
            found.add(new Arrangement(first, last, " ", "-", HYPHENATED));
        }
        if (first.size() > 1) {
            found.add(new Arrangement(first, last, "-", " ", HYPHENATED));
        }
    }

    /** Each order once, though parts repeat. */
    private void orders(List<Integer> head) {
        if (head.size() == parts.size()) {
            splits(List.copyOf(head), REORDERED);
            return;
        }
        Set<String> tried = new HashSet<>();
        for (int place = 0; place < parts.size() && found.size() < most; place++) {
            if (!head.contains(place) && tried.add(parts.get(place).toLowerCase(Locale.ROOT))) {
                head.add(place);
                orders(head);
                head.removeLast();
            }
        }
    }

    private void splits(List<Integer> order, int oddity) {
        for (int at = 1; at < order.size(); at++) {
            add(order.subList(0, at), order.subList(at, order.size()), oddity);
        }
    }

    private void add(List<Integer> first, List<Integer> last, int oddity) {
        if (known.add(List.of(first, last))) {
            found.add(new Arrangement(first, last, " ", " ", oddity));
        }
    }

    private static List<Integer> places(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }
}
