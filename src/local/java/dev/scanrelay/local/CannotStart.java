package dev.scanrelay.local;

/** Told to the person in one line. */
final class CannotStart extends RuntimeException {

    private static final long serialVersionUID = 1;

    CannotStart(String line) {
        super(line);
    }
}
