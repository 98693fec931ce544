package dev.scanrelay.transfer;

/** Told whenever bytes have come in: often, and on the transfer's thread. What it throws ends the transfer. */
@FunctionalInterface
public interface Progress {

    /**
     * Told whenever bytes came in.
     *
     * @param bytes that came in since the last call
     */
    void moved(long bytes);

    static Progress ignored() {
        return bytes -> {};
    }
}
