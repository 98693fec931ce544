package dev.scanrelay.fetch;

import java.util.Optional;

/** One attempt under way in this process: it can be told to stop, and says so wherever it looks. */
final class Hold {

    private final Lease lease;
    private final Thread worker;
    private Optional<String> stopped = Optional.empty();
    private boolean ended;

    Hold(Lease lease, Thread worker) {
        this.lease = lease;
        this.worker = worker;
    }

    Lease lease() {
        return lease;
    }

    /** Makes the attempt let go, also where it waits for bytes. */
    synchronized void stop(String reason) {
        if (ended || stopped.isPresent()) {
            return;
        }
        stopped = Optional.of(reason);
        worker.interrupt();
    }

    /** The work is over; from here on nothing interrupts the worker while it clears up. */
    synchronized Optional<String> end() {
        ended = true;
        Thread.interrupted();
        return stopped;
    }
}
