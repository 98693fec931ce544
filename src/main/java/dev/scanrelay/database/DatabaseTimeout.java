package dev.scanrelay.database;

/** The database did not answer in time. Whether a write was committed is open. */
public final class DatabaseTimeout extends RuntimeException {

    DatabaseTimeout() {
        super("the database did not answer in time", null, false, false);
    }
}
