package dev.scanrelay.local.exam;

/** Stops the vendor's software and starts it anew, with what it had stored. */
public interface Restart {

    /** Returns once it runs again. */
    void restart() throws InterruptedException;
}
