package dev.scanrelay.transfer;

import java.time.Duration;

/** Judges whether a download drips: bytes over the time that we waited for them, window by window. Not for many threads. */
final class Pace {

    private final long minimumRate;
    private final long windowNanos;
    private long waited;
    private long bytes;

    Pace(long minimumRate, Duration window) {
        this.minimumRate = minimumRate;
        this.windowNanos = window.toNanos();
    }

    /** Whether the download is still fast enough after these bytes, for which we waited this long. */
    boolean holds(long more, long nanos) {
        waited += nanos;
        bytes += more;
        if (waited < windowNanos) {
            return true;
        }
        boolean fastEnough = bytes >= minimumRate * (waited / 1e9);
        waited = 0;
        bytes = 0;
        return fastEnough;
    }
}
