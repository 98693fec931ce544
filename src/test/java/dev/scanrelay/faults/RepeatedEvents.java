package dev.scanrelay.faults;

import static dev.scanrelay.faults.Violation.Kind.DUPLICATE_EVENT_ID;
import static dev.scanrelay.faults.Violation.Kind.TWO_EVENTS_FOR_ONE_CONTENT;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Nothing is said twice, neither under one id nor under two. */
final class RepeatedEvents {

    private RepeatedEvents() {}

    static Stream<Violation> in(Evidence evidence) {
        var scans = evidence.scansByRx();
        return Stream.of(
                        repeated(evidence.events().stream(), HeardEvent::id)
                                .map(id -> Violation.of(DUPLICATE_EVENT_ID, "event %s was heard again", id)),
                        repeated(evidence.ready(), event -> event.rxId() + " " + event.fingerprint())
                                .map(one -> Violation.of(
                                        TWO_EVENTS_FOR_ONE_CONTENT, "%s: a fingerprint was announced again", one)),
                        repeated(evidence.ready(), event -> event.rxId() + ": content " + content(event, scans))
                                .map(one -> Violation.of(TWO_EVENTS_FOR_ONE_CONTENT, "%s was announced again", one)))
                .flatMap(all -> all);
    }

    private static String content(HeardEvent.Ready event, Map<String, ScanHistory> scans) {
        return Optional.ofNullable(scans.get(event.rxId())).stream()
                .flatMapToInt(scan -> scan.contentOf(event.files()).stream())
                .mapToObj(Integer::toString)
                .findFirst()
                .orElseGet(() -> "of fingerprint " + event.fingerprint());
    }

    private static <T> Stream<String> repeated(Stream<T> all, Function<T, String> identity) {
        return all.collect(Collectors.groupingBy(identity, Collectors.counting())).entrySet().stream()
                .filter(counted -> counted.getValue() > 1)
                .map(Map.Entry::getKey);
    }
}
