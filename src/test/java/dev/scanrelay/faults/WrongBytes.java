package dev.scanrelay.faults;

import static dev.scanrelay.faults.Violation.Kind.WRONG_BYTES;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is stored is what was said of it, and what Align had at some time: byte for byte, and inside of archives too. */
final class WrongBytes {

    private WrongBytes() {}

    static Stream<Violation> in(Evidence evidence) {
        var objects = evidence.objectsByKey();
        var scans = evidence.scansByRx();
        var kept = evidence.revisions().stream()
                .flatMap(revision -> Stream.concat(
                        wrong(revision.rxId(), revision.files(), objects, scans),
                        wronglyUnpacked(revision, objects).stream()));
        var told = evidence.ready().flatMap(event -> wrong(event.rxId(), event.files(), objects, scans));
        return Stream.of(kept, told, differing(evidence)).flatMap(all -> all);
    }

    private static Stream<Violation> wrong(
            String rxId, List<NamedFile> files, Map<String, StoredObject> objects, Map<String, ScanHistory> scans) {
        var unlike = files.stream()
                .filter(file -> Optional.ofNullable(objects.get(file.key()))
                        .filter(object -> object.sha256().equals(file.sha256()))
                        .isEmpty())
                .map(file -> Violation.of(WRONG_BYTES, "%s: %s is not what was said of it", rxId, file.key()));
        boolean ofTheScan = Optional.ofNullable(scans.get(rxId))
                .filter(scan -> scan.contentOf(files).isPresent())
                .isPresent();
        return ofTheScan
                ? unlike
                : Stream.concat(unlike, Stream.of(Violation.of(WRONG_BYTES, "%s: Align never had these files", rxId)));
    }

    private static Optional<Violation> wronglyUnpacked(KeptRevision revision, Map<String, StoredObject> objects) {
        var inside = revision.files().stream()
                .filter(file -> file.place() == NamedFile.Place.ARCHIVE)
                .flatMap(file -> Optional.ofNullable(objects.get(file.key())).stream())
                .flatMap(object -> object.inside().stream())
                .sorted()
                .toList();
        return inside.equals(digests(revision.files()))
                ? Optional.empty()
                : Optional.of(Violation.of(
                        WRONG_BYTES,
                        "%s: revision %d has other files than its archive",
                        revision.rxId(),
                        revision.number()));
    }

    private static List<String> digests(Collection<NamedFile> files) {
        return files.stream()
                .filter(file -> file.place() == NamedFile.Place.IN_ARCHIVE)
                .map(NamedFile::sha256)
                .sorted()
                .toList();
    }

    private static Stream<Violation> differing(Evidence evidence) {
        record Named(String rxId, int revision, Set<NamedFile> files) {}
        var kept = evidence.revisions().stream()
                .map(one -> new Named(one.rxId(), one.number(), Set.copyOf(one.files())))
                .collect(Collectors.toSet());
        return evidence.ready()
                .filter(event -> !kept.contains(new Named(event.rxId(), event.revision(), Set.copyOf(event.files()))))
                .map(event -> Violation.of(
                        WRONG_BYTES,
                        "%s: the event about revision %d names other files than the catalogue",
                        event.rxId(),
                        event.revision()));
    }
}
