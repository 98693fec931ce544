package dev.scanrelay.storage;

import java.sql.SQLException;

/** Carries a failure of the database through what knows nothing of databases. */
final class SqlFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final SQLException failure;

    private SqlFailure(SQLException failure) {
        super(failure);
        this.failure = failure;
    }

    static void wrapped(OrderLocks.Work work) {
        try {
            work.run();
        } catch (SQLException thrown) {
            throw new SqlFailure(thrown);
        }
    }

    static void unwrapped(Runnable work) throws SQLException {
        try {
            work.run();
        } catch (SqlFailure carried) {
            throw carried.failure;
        }
    }
}
