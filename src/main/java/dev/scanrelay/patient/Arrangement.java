package dev.scanrelay.patient;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which parts of a name make the first name and which the last, by their places in the name as it was given.
 *
 * @param between what stands between the parts of the first name
 * @param betweenLast and between those of the last name
 * @param oddity 0 as it was given; the larger, the less likely
 */
record Arrangement(List<Integer> first, List<Integer> last, String between, String betweenLast, int oddity) {

    NameSearch of(List<String> parts) {
        return new NameSearch(field(first, between, parts), field(last, betweenLast, parts));
    }

    private static Optional<String> field(List<Integer> places, String between, List<String> parts) {
        return Optional.of(places.stream().map(parts::get).collect(Collectors.joining(between)))
                .filter(text -> !text.isEmpty());
    }
}
