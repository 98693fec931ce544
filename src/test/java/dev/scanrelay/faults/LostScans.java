package dev.scanrelay.faults;

import static dev.scanrelay.faults.Violation.Kind.LOST;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whoever follows the events ends with the newest content of every scan; so does whoever asks the catalogue. */
final class LostScans {

    private LostScans() {}

    static Stream<Violation> in(Evidence evidence) {
        return Stream.concat(notTold(evidence), Stream.concat(notKept(evidence), keptAndNotTold(evidence)));
    }

    /** RXs whose newest content is not the last that was told. It needs no look into the bucket: a run waits for it to be empty. */
    static Stream<String> untold(Evidence evidence) {
        return scansNotTold(evidence).map(ScanHistory::rxId);
    }

    private static Stream<ScanHistory> scansNotTold(Evidence evidence) {
        var ready = evidence.readyByRx();
        return evidence.scans().stream()
                .filter(scan -> !scan.isNewest(last(ready.getOrDefault(scan.rxId(), List.of()))));
    }

    private static Stream<Violation> notTold(Evidence evidence) {
        var ready = evidence.readyByRx();
        return scansNotTold(evidence)
                .map(scan -> Violation.of(
                        LOST,
                        "%s: the last event of %d is not about content %d, the newest",
                        scan.rxId(),
                        ready.getOrDefault(scan.rxId(), List.of()).size(),
                        scan.newest() + 1));
    }

    private static Optional<List<NamedFile>> last(List<HeardEvent.Ready> events) {
        return events.isEmpty()
                ? Optional.empty()
                : Optional.of(events.getLast().files());
    }

    private static Stream<Violation> notKept(Evidence evidence) {
        var kept = evidence.revisionsByRx();
        return evidence.scans().stream()
                .filter(scan -> !scan.isNewest(kept.getOrDefault(scan.rxId(), List.of()).stream()
                        .max(Comparator.comparingInt(KeptRevision::number))
                        .map(KeptRevision::files)))
                .map(scan ->
                        Violation.of(LOST, "%s: the catalogue's last revision is not the newest content", scan.rxId()));
    }

    private static Stream<Violation> keptAndNotTold(Evidence evidence) {
        Set<String> told = evidence.ready()
                .map(event -> event.rxId() + "/" + event.revision())
                .collect(Collectors.toSet());
        return evidence.revisions().stream()
                .filter(revision -> !told.contains(revision.rxId() + "/" + revision.number()))
                .map(revision -> Violation.of(
                        LOST, "%s: revision %d is kept and was not announced", revision.rxId(), revision.number()));
    }
}
