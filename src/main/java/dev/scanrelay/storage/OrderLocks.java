package dev.scanrelay.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** One command works on an order at a time. The locks end with the connection, so a command that died holds none. */
final class OrderLocks {

    private static final String KEY = "hashtextextended('scanrelay.store/' || ?, 0)";

    private final Connection database;

    OrderLocks(Connection database) {
        this.database = database;
    }

    /** False if another works on it. */
    boolean tryWith(UUID order, Work work) throws SQLException {
        if (!ask("select pg_try_advisory_lock(" + KEY + ")", order)) {
            return false;
        }
        locked(order, work);
        return true;
    }

    /** Waits for its turn. */
    void with(UUID order, Work work) throws SQLException {
        ask("select pg_advisory_lock(" + KEY + ") is not null", order);
        locked(order, work);
    }

    private void locked(UUID order, Work work) throws SQLException {
        try {
            work.run();
        } finally {
            ask("select pg_advisory_unlock(" + KEY + ")", order);
        }
    }

    private boolean ask(String sql, UUID order) throws SQLException {
        try (PreparedStatement statement = Statements.prepared(database, sql, order.toString());
                ResultSet answer = statement.executeQuery()) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    /** What is done under the lock. */
    @FunctionalInterface
    interface Work {
        void run() throws SQLException;
    }
}
