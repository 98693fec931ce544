package dev.scanrelay.order;

import java.util.List;

/** What became of an attempt's result. */
public sealed interface Recorded {

    /** Somebody else works on the order now. Nothing is recorded; what the attempt stored is to be removed. */
    record LeaseLost() implements Recorded {}

    /**
     * There are no new files; what the attempt stored is to be removed.
     *
     * @param revision the latest one, 0 if there is none
     * @param updated the names of the fields that changed, and are announced
     */
    record Unchanged(int revision, List<String> updated) implements Recorded {}

    /** The attempt's files are a new revision, and will be announced. */
    record NewRevision(int number) implements Recorded {}
}
