package dev.scanrelay.faults;

import static dev.scanrelay.faults.Violation.Kind.DUPLICATE_EVENT_ID;
import static dev.scanrelay.faults.Violation.Kind.EVENT_BEFORE_ITS_BYTES;
import static dev.scanrelay.faults.Violation.Kind.LOST;
import static dev.scanrelay.faults.Violation.Kind.ORPHANED_OBJECT;
import static dev.scanrelay.faults.Violation.Kind.ORPHANED_UPLOAD;
import static dev.scanrelay.faults.Violation.Kind.TWO_EVENTS_FOR_ONE_CONTENT;
import static dev.scanrelay.faults.Violation.Kind.WRONG_BYTES;
import static dev.scanrelay.faults.Violation.Kind.WRONG_MANIFEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.faults.Violation.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A checker that can't fail is worthless: each test plants one violation in a run without any, and it is found. */
class CheckerTest {

    private static final Planted GOOD = Planted.goodRun();

    @Test
    void findsNothingInARunWithoutAny() {
        assertThat(Checker.violations(GOOD.evidence())).isEmpty();
    }

    @Test
    void countsWhatWasReplacedBeforeAnyoneReadItAndCallsItNoLoss() {
        Planted run = GOOD.withScan(new ScanHistory(
                Planted.RESCANNED, List.of(GOOD.first(), new Content(List.of("unread"), 1, false), GOOD.second())));

        assertThat(Checker.violations(run.evidence())).isEmpty();
        assertThat(Counts.of(run.evidence(), List.of()))
                .extracting(Counts::contents, Counts::replaced, Counts::replacedThoughRead)
                .containsExactly(4, 1, 0);
    }

    @Test
    void findsAScanThatWasNeverHeardOf() {
        Planted run = GOOD.withScan(new ScanHistory("rx-lost", List.of(GOOD.first())));

        assertThat(kinds(run)).containsExactly(LOST);
    }

    @Test
    void findsARescanThatWasNeverHeardOf() {
        Planted run = GOOD.withScan(
                new ScanHistory(Planted.ONCE, List.of(GOOD.once(), new Content(List.of("newer"), 1, true))));

        assertThat(kinds(run)).containsExactly(LOST);
    }

    @Test
    void findsARevisionThatWasNotAnnounced() {
        assertThat(kinds(GOOD.withEvents(events -> events.subList(0, 2)))).containsExactly(LOST);
    }

    @Test
    void findsAnEarlierRevisionThatWasNotAnnounced() {
        assertThat(kinds(GOOD.withEvents(events -> events.subList(1, 3)))).containsExactly(LOST);
    }

    @Test
    void findsThatTheNewestContentWasAnnouncedFirst() {
        assertThat(kinds(GOOD.withEvents(List::reversed))).containsExactly(LOST);
    }

    @Test
    void findsARevisionThatIsMissingInTheCatalogue() {
        assertThat(kinds(GOOD.withRevisions(all -> all.subList(0, 2)))).contains(LOST, WRONG_BYTES, ORPHANED_OBJECT);
    }

    @Test
    void findsAnObjectWithOtherBytes() {
        assertThat(kinds(GOOD.withObject(
                        "2/mesh",
                        object -> new StoredObject(object.key(), "other", object.storedAt(), object.inside()))))
                .containsExactly(WRONG_BYTES);
    }

    @Test
    void findsAnObjectThatIsMissing() {
        assertThat(kinds(GOOD.withObjects(all -> all.stream()
                        .filter(object -> !object.key().equals("1/page"))
                        .toList())))
                .containsExactly(WRONG_BYTES);
    }

    @Test
    void findsAManifestThatIsMissing() {
        assertThat(kinds(GOOD.withObjects(all -> all.stream()
                        .filter(object -> !object.key().equals("2/manifest"))
                        .toList())))
                .containsExactly(WRONG_MANIFEST);
    }

    @Test
    void findsAManifestThatNamesOtherFiles() {
        assertThat(kinds(GOOD.withObject(
                        "2/manifest",
                        object -> new StoredObject(
                                object.key(), object.sha256(), object.storedAt(), List.of("2/zip zip-2")))))
                .containsExactly(WRONG_MANIFEST);
    }

    @Test
    void findsAnArchiveWithOtherFiles() {
        assertThat(kinds(GOOD.withObject(
                        "3/zip",
                        object ->
                                new StoredObject(object.key(), object.sha256(), object.storedAt(), List.of("mesh-3")))))
                .containsExactly(WRONG_BYTES);
    }

    @Test
    void findsFilesThatAlignNeverHad() {
        Planted run = GOOD.withScan(
                new ScanHistory(Planted.RESCANNED, List.of(new Content(List.of("another"), 1, true), GOOD.second())));

        assertThat(kinds(run)).containsExactly(WRONG_BYTES);
    }

    @Test
    void findsAFileTooMany() {
        Planted run = GOOD.withScan(
                new ScanHistory(Planted.ONCE, List.of(new Content(GOOD.once().files(), 0, true))));

        assertThat(kinds(run)).contains(WRONG_BYTES);
    }

    @Test
    void findsAnEventThatNamesOtherFilesThanTheCatalogue() {
        Planted run = GOOD.withReady(
                0,
                event -> new HeardEvent.Ready(
                        event.rxId(),
                        event.revision() + 5,
                        event.fingerprint(),
                        event.at(),
                        event.files(),
                        event.missingThen()));

        assertThat(kinds(run)).contains(WRONG_BYTES);
    }

    @Test
    void findsAnIdThatWasHeardTwice() {
        Planted run = GOOD.withEvents(events -> List.of(events.get(0), events.get(1), events.get(2), events.get(2)));

        assertThat(kinds(run)).contains(DUPLICATE_EVENT_ID);
    }

    @Test
    void findsAnIdThatIsSharedByTwoOrders() {
        Planted run = GOOD.withEvents(events -> List.of(
                events.get(0),
                events.get(1),
                new HeardEvent(events.get(0).id(), events.get(2).ready())));

        assertThat(kinds(run)).containsExactly(DUPLICATE_EVENT_ID);
    }

    @Test
    void findsTwoEventsForOneContentUnderTwoIds() {
        Planted run = GOOD.withEvents(events -> List.of(
                events.get(0),
                events.get(1),
                events.get(2),
                new HeardEvent("again", events.get(2).ready())));

        assertThat(kinds(run)).containsExactly(TWO_EVENTS_FOR_ONE_CONTENT);
    }

    @Test
    void findsOneContentThatWasAnnouncedAsTwoRevisions() {
        Planted run = GOOD.andTheSameContentAsRevision(3);

        assertThat(kinds(run)).containsExactly(TWO_EVENTS_FOR_ONE_CONTENT);
    }

    @Test
    void findsAnEventWhoseFileWasNotThereYet() {
        Planted run = GOOD.withReady(
                1,
                event -> new HeardEvent.Ready(
                        event.rxId(),
                        event.revision(),
                        event.fingerprint(),
                        event.at(),
                        event.files(),
                        List.of("2/mesh")));

        assertThat(kinds(run)).containsExactly(EVENT_BEFORE_ITS_BYTES);
    }

    @Test
    void findsAFileThatIsYoungerThanItsEvent() {
        assertThat(kinds(GOOD.withObject(
                        "2/mesh",
                        object -> new StoredObject(
                                object.key(), object.sha256(), Planted.ANNOUNCED.plusSeconds(1), object.inside()))))
                .containsExactly(EVENT_BEFORE_ITS_BYTES);
    }

    @Test
    void findsAnObjectOfNoRevision() {
        Planted run = GOOD.withObjects(all -> Planted.and(all, Planted.object("9/mesh", "left behind")));

        assertThat(kinds(run)).containsExactly(ORPHANED_OBJECT);
    }

    @Test
    void findsAnUploadThatIsStillOpen() {
        assertThat(kinds(GOOD.withUpload("9/zip"))).containsExactly(ORPHANED_UPLOAD);
    }

    @Test
    void countsEveryKind() {
        Planted run = GOOD.withUpload("9/zip");

        Counts counts = Counts.of(run.evidence(), Checker.violations(run.evidence()));

        assertThat(counts.violations()).containsOnlyKeys(EnumSet.allOf(Kind.class));
        assertThat(counts.violations()).containsEntry(ORPHANED_UPLOAD, 1L).containsEntry(LOST, 0L);
    }

    private static Set<Kind> kinds(Planted run) {
        return Checker.violations(run.evidence()).stream().map(Violation::kind).collect(Collectors.toSet());
    }
}
