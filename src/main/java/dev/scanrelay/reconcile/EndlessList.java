package dev.scanrelay.reconcile;

/** Align's list goes on without an end. */
final class EndlessList extends RuntimeException {

    EndlessList() {
        super("Align's list has no end", null, false, false);
    }
}
