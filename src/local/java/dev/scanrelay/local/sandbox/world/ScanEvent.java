package dev.scanrelay.local.sandbox.world;

import dev.scanrelay.local.sandbox.content.Versions;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What may happen to a scanned order: its new status, whether the clinic is notified, what of its files is new. */
public enum ScanEvent {
    LAB_SENDS_TO_MODELING(Status.MODELING, false, versions -> versions),
    MODELING_DONE(Status.LAB_REVIEW, true, Versions::rescanned),
    SENT_BACK(Status.SCANNING, false, versions -> versions),
    RESCAN(Status.COMPLETED, true, Versions::rescanned),
    INTERPRETATION_2(Status.MILLING, false, versions -> versions),
    INTERPRETATION_2_DONE(Status.LAB_REVIEW, true, Versions::rescanned),
    /** Only the margin lines of a restorative case were drawn anew. */
    MARGIN_CHANGE("", true, Versions::withNewMargin),
    /** The files were made anew, and nothing but their export time differs. */
    REEXPORT("", true, versions -> versions);

    private final String status;
    private final boolean notifies;
    private final UnaryOperator<Versions> files;

    ScanEvent(String status, boolean notifies, UnaryOperator<Versions> files) {
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
        return files.apply(before);
    }
}
