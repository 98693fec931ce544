package dev.scanrelay.faults;

import dev.scanrelay.faults.NamedFile.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Evidence of a small run in which all is well, and ways to spoil it: one scan that was made anew, one that was not. */
record Planted(Evidence evidence) {

    static final String RESCANNED = "rx-rescanned";
    static final String ONCE = "rx-once";
    static final Instant ANNOUNCED = Instant.parse("2026-05-04T10:00:10Z");

    static Planted goodRun() {
        var revisions = List.of(revision(RESCANNED, 1, 1), revision(RESCANNED, 2, 2), revision(ONCE, 1, 3));
        return new Planted(new Evidence(
                List.of(
                        new ScanHistory(RESCANNED, List.of(content(1), content(2))),
                        new ScanHistory(ONCE, List.of(content(3)))),
                revisions,
                IntStream.rangeClosed(1, 3).boxed().flatMap(Planted::objects).toList(),
                List.of(),
                IntStream.range(0, 3)
                        .mapToObj(number -> event("event-" + number, "content-" + number, revisions.get(number)))
                        .toList()));
    }

    Content first() {
        return evidence.scans().getFirst().contents().getFirst();
    }

    Content second() {
        return evidence.scans().getFirst().contents().getLast();
    }

    Content once() {
        return evidence.scans().getLast().contents().getFirst();
    }

    /** Instead of the one of the same RX, if there is one. */
    Planted withScan(ScanHistory scan) {
        var others = evidence.scans().stream()
                .filter(other -> !other.rxId().equals(scan.rxId()))
                .toList();
        return with(and(others, scan), evidence.revisions(), evidence.objects(), evidence.uploads(), evidence.events());
    }

    Planted withRevisions(UnaryOperator<List<KeptRevision>> change) {
        return with(
                evidence.scans(),
                change.apply(evidence.revisions()),
                evidence.objects(),
                evidence.uploads(),
                evidence.events());
    }

    Planted withObjects(UnaryOperator<List<StoredObject>> change) {
        return with(
                evidence.scans(),
                evidence.revisions(),
                change.apply(evidence.objects()),
                evidence.uploads(),
                evidence.events());
    }

    Planted withObject(String key, UnaryOperator<StoredObject> change) {
        return withObjects(all -> all.stream()
                .map(object -> object.key().equals(key) ? change.apply(object) : object)
                .toList());
    }

    Planted withUpload(String key) {
        return with(evidence.scans(), evidence.revisions(), evidence.objects(), List.of(key), evidence.events());
    }

    Planted withEvents(UnaryOperator<List<HeardEvent>> change) {
        return with(
                evidence.scans(),
                evidence.revisions(),
                evidence.objects(),
                evidence.uploads(),
                change.apply(evidence.events()));
    }

    Planted withReady(int number, UnaryOperator<HeardEvent.Ready> change) {
        return withEvents(events -> IntStream.range(0, events.size())
                .mapToObj(index -> index == number ? changed(events.get(index), change) : events.get(index))
                .toList());
    }

    /** The files of the second content once more, under keys and an event of their own. */
    Planted andTheSameContentAsRevision(int number) {
        var again = new KeptRevision(RESCANNED, number, "again/manifest", files("again", 2));
        return withRevisions(all -> and(all, again))
                .withObjects(
                        all -> Stream.concat(all.stream(), objects("again", 2)).toList())
                .withEvents(all -> and(all, event("event-again", "another fingerprint", again)));
    }

    static <T> List<T> and(List<T> all, T another) {
        var longer = new ArrayList<>(all);
        longer.add(another);
        return List.copyOf(longer);
    }

    static StoredObject object(String key, String sha256) {
        return new StoredObject(key, sha256, ANNOUNCED.minusSeconds(3), List.of());
    }

    private static HeardEvent changed(HeardEvent event, UnaryOperator<HeardEvent.Ready> change) {
        return new HeardEvent(event.id(), event.ready().map(change));
    }

    private static Planted with(
            List<ScanHistory> scans,
            List<KeptRevision> revisions,
            List<StoredObject> objects,
            List<String> uploads,
            List<HeardEvent> events) {
        return new Planted(new Evidence(scans, revisions, objects, uploads, events));
    }

    private static Content content(int number) {
        return new Content(List.of("mesh-" + number), 1, true);
    }

    private static KeptRevision revision(String rxId, int number, int content) {
        return new KeptRevision(rxId, number, content + "/manifest", files(Integer.toString(content), content));
    }

    private static List<NamedFile> files(String prefix, int content) {
        return List.of(
                new NamedFile(prefix + "/zip", "zip-" + prefix, Place.ARCHIVE),
                new NamedFile(prefix + "/mesh", "mesh-" + content, Place.IN_ARCHIVE),
                new NamedFile(prefix + "/page", "page-" + prefix, Place.IN_ARCHIVE));
    }

    private static Stream<StoredObject> objects(int content) {
        return objects(Integer.toString(content), content);
    }

    private static Stream<StoredObject> objects(String prefix, int content) {
        var inside = List.of("mesh-" + content, "page-" + prefix);
        return Stream.of(
                new StoredObject(prefix + "/zip", "zip-" + prefix, ANNOUNCED.minusSeconds(3), inside),
                object(prefix + "/mesh", "mesh-" + content),
                object(prefix + "/page", "page-" + prefix),
                new StoredObject(
                        prefix + "/manifest",
                        "manifest-" + prefix,
                        ANNOUNCED.minusSeconds(3),
                        WrongManifests.lines(files(prefix, content))));
    }

    private static HeardEvent event(String id, String fingerprint, KeptRevision revision) {
        return new HeardEvent(
                id,
                Optional.of(new HeardEvent.Ready(
                        revision.rxId(), revision.number(), fingerprint, ANNOUNCED, revision.files(), List.of())));
    }
}
