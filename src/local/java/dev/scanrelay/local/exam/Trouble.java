package dev.scanrelay.local.exam;

/** What goes wrong with the next calls for an order. Guarded by the {@link Watch} of the exam. */
final class Trouble {

    private boolean busyDownload;
    private boolean cutDownload;
    private boolean busyAcknowledgement;
    private boolean erased;

    /** The next download is answered 503. */
    void busyDownload() {
        busyDownload = true;
    }

    /** The next download ends in its middle. */
    void cutDownload() {
        cutDownload = true;
    }

    void busyAcknowledgement() {
        busyAcknowledgement = true;
    }

    /** The order is not there any more. */
    void erase() {
        erased = true;
    }

    boolean isErased() {
        return erased;
    }

    boolean takesDownload() {
        boolean takes = !busyDownload;
        busyDownload = false;
        return takes;
    }

    boolean cutsDownload() {
        boolean cuts = cutDownload;
        cutDownload = false;
        return cuts;
    }

    boolean takesAcknowledgement() {
        boolean takes = !busyAcknowledgement;
        busyAcknowledgement = false;
        return takes;
    }
}
