package dev.scanrelay.faults;

import static dev.scanrelay.faults.Violation.Kind.ORPHANED_OBJECT;
import static dev.scanrelay.faults.Violation.Kind.ORPHANED_UPLOAD;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** After the sweep, all that is in the bucket is in the catalogue. */
final class Orphans {

    private Orphans() {}

    static Stream<Violation> in(Evidence evidence) {
        Set<String> kept = evidence.revisions().stream()
                .flatMap(revision -> Stream.concat(
                        Stream.of(revision.manifest()),
                        revision.files().stream().map(NamedFile::key)))
                .collect(Collectors.toSet());
        var objects = evidence.objects().stream()
                .filter(object -> !kept.contains(object.key()))
                .map(object -> Violation.of(ORPHANED_OBJECT, "%s is of no revision", object.key()));
        var uploads = evidence.uploads().stream()
                .map(key -> Violation.of(ORPHANED_UPLOAD, "the upload of %s is still open", key));
        return Stream.concat(objects, uploads);
    }
}
