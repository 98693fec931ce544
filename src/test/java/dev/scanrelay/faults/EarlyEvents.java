package dev.scanrelay.faults;

import static dev.scanrelay.faults.Violation.Kind.EVENT_BEFORE_ITS_BYTES;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Whoever hears an event finds its files: they were there when it was heard, and are not younger than it. */
final class EarlyEvents {

    private EarlyEvents() {}

    static Stream<Violation> in(Evidence evidence) {
        var objects = evidence.objectsByKey();
        return evidence.ready().flatMap(event -> Stream.concat(missing(event), younger(event, objects)));
    }

    private static Stream<Violation> missing(HeardEvent.Ready event) {
        return event.missingThen().stream()
                .map(key -> Violation.of(
                        EVENT_BEFORE_ITS_BYTES, "%s: %s was not there when it was announced", event.rxId(), key));
    }

    private static Stream<Violation> younger(HeardEvent.Ready event, Map<String, StoredObject> objects) {
        return event.files().stream()
                .flatMap(file -> Optional.ofNullable(objects.get(file.key())).stream())
                .filter(object -> object.storedAt().isAfter(event.at()))
                .map(object -> Violation.of(
                        EVENT_BEFORE_ITS_BYTES,
                        "%s: %s was stored at %s and announced at %s",
                        event.rxId(),
                        object.key(),
                        object.storedAt(),
                        event.at()));
    }
}
