package dev.scanrelay.event;

/** Another relay took over: whatever this one was about to write rolls back. */
final class Deposed extends RuntimeException {

    private static final long serialVersionUID = 1;

    Deposed(long epoch) {
        super("deposed after epoch " + epoch);
    }
}
