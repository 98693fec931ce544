package dev.scanrelay.faults;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that a run left behind: what Align had, what is in the catalogue and in the bucket, what the topic says. */
record Evidence(
        List<ScanHistory> scans,
        List<KeptRevision> revisions,
        List<StoredObject> objects,
        List<String> uploads,
        List<HeardEvent> events) {

    Stream<HeardEvent.Ready> ready() {
        return events.stream().flatMap(event -> event.ready().stream());
    }

    Map<String, List<HeardEvent.Ready>> readyByRx() {
        return ready().collect(Collectors.groupingBy(HeardEvent.Ready::rxId));
    }

    Map<String, List<KeptRevision>> revisionsByRx() {
        return revisions.stream().collect(Collectors.groupingBy(KeptRevision::rxId));
    }

    Map<String, ScanHistory> scansByRx() {
        return scans.stream().collect(Collectors.toMap(ScanHistory::rxId, Function.identity()));
    }

    Map<String, StoredObject> objectsByKey() {
        return objects.stream().collect(Collectors.toMap(StoredObject::key, Function.identity()));
    }
}
