package dev.scanrelay.reconcile;

/** Another process has the sweep now; what this one did last is undone. */
final class SweepLost extends RuntimeException {

    private static final long serialVersionUID = 1;

    SweepLost() {
        super("the sweep is another's", null, false, false);
    }
}
