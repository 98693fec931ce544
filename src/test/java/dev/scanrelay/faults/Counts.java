package dev.scanrelay.faults;

import dev.scanrelay.faults.Violation.Kind;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A run in numbers.
 *
 * @param replaced contents that were replaced at Align before anyone kept them: no fault of ours
 * @param replacedThoughRead those of them that were downloaded whole, and replaced before Align confirmed it or we had recorded it
 * @param violations of every kind, also where there are none
 */
record Counts(
        int scans,
        int contents,
        int announced,
        int replaced,
        int replacedThoughRead,
        int events,
        int revisions,
        int objects,
        Map<Kind, Long> violations) {

    static Counts of(Evidence evidence, List<Violation> violations) {
        List<Content> contents = evidence.scans().stream()
                .flatMap(scan -> scan.contents().stream())
                .toList();
        List<Content> replaced = replaced(evidence).toList();
        return new Counts(
                evidence.scans().size(),
                contents.size(),
                (int) evidence.ready().count(),
                replaced.size(),
                (int) replaced.stream().filter(Content::read).count(),
                evidence.events().size(),
                evidence.revisions().size(),
                evidence.objects().size(),
                byKind(violations));
    }

    private static Stream<Content> replaced(Evidence evidence) {
        var ready = evidence.readyByRx();
        return evidence.scans().stream().flatMap(scan -> {
            Set<Integer> told = ready.getOrDefault(scan.rxId(), List.of()).stream()
                    .flatMapToInt(event -> scan.contentOf(event.files()).stream())
                    .boxed()
                    .collect(Collectors.toSet());
            return IntStream.range(0, scan.newest())
                    .filter(number -> !told.contains(number))
                    .mapToObj(scan.contents()::get);
        });
    }

    private static Map<Kind, Long> byKind(List<Violation> violations) {
        Map<Kind, Long> counts = new EnumMap<>(Kind.class);
        Arrays.stream(Kind.values()).forEach(kind -> counts.put(kind, 0L));
        violations.forEach(violation -> counts.merge(violation.kind(), 1L, Long::sum));
        return counts;
    }
}
