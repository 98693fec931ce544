package dev.scanrelay.local.sandbox.world;

import dev.scanrelay.local.sandbox.content.Versions;
import java.util.Optional;

/** What may happen to a scanned order: its new status, whether the clinic is notified, what of its files is new. */
public enum ScanEvent {
    LAB_SENDS_TO_MODELING(Status.MODELING, false, Files.SAME),
    MODELING_DONE(Status.LAB_REVIEW, true, Files.ALL_NEW),
    SENT_BACK(Status.SCANNING, false, Files.SAME),
    RESCAN(Status.COMPLETED, true, Files.ALL_NEW),
    INTERPRETATION_2(Status.MILLING, false, Files.SAME),
    INTERPRETATION_2_DONE(Status.LAB_REVIEW, true, Files.ALL_NEW),
    /** Only the margin lines of a restorative case were drawn anew. */
    MARGIN_CHANGE("", true, Files.NEW_MARGIN),
    /** The files were made anew, and nothing but their export time differs. */
    REEXPORT("", true, Files.SAME);

    private enum Files {
        SAME,
        NEW_MARGIN,
        ALL_NEW
    }

    private final String status;
    private final boolean notifies;
    private final Files files;

    ScanEvent(String status, boolean notifies, Files files) {
        this.status = status;
        this.notifies = notifies;
        this.files = files;
    }

    /** Empty where the status stays. */
    public Optional<String> status() {
        return Optional.of(status).filter(text -> !text.isEmpty());
    }

    public boolean notifies() {
        return notifies;
    }

    Versions files(Versions before) {
        return switch (files) {
            case SAME -> before;
            case NEW_MARGIN -> before.withNewMargin();
            case ALL_NEW -> before.rescanned();
        };
    }
}
