package dev.scanrelay.faults;

import static dev.scanrelay.faults.Violation.Kind.WRONG_MANIFEST;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Beside each revision lies a manifest that names the same files. */
final class WrongManifests {

    private WrongManifests() {}

    static Stream<Violation> in(Evidence evidence) {
        var objects = evidence.objectsByKey();
        return evidence.revisions().stream()
                .filter(revision -> !isRight(revision, objects))
                .map(revision -> Violation.of(
                        WRONG_MANIFEST,
                        "%s: the manifest of revision %d is missing or names other files",
                        revision.rxId(),
                        revision.number()));
    }

    private static boolean isRight(KeptRevision revision, Map<String, StoredObject> objects) {
        return Optional.ofNullable(objects.get(revision.manifest()))
                .filter(manifest -> manifest.inside().equals(lines(revision.files())))
                .isPresent();
    }

    /** What a manifest names, as the checker compares it. */
    static List<String> lines(List<NamedFile> files) {
        return files.stream()
                .map(file -> line(file.key(), file.sha256()))
                .sorted()
                .toList();
    }

    static String line(String key, String sha256) {
        return key + " " + sha256;
    }
}
