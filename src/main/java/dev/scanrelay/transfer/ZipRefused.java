package dev.scanrelay.transfer;

/** This zip is not unpacked; the reason is one constant word. */
final class ZipRefused extends Exception {

    private static final long serialVersionUID = 1;

    private final String reason;

    ZipRefused(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
