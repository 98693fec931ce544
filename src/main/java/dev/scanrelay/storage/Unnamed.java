package dev.scanrelay.storage;

import dev.scanrelay.transfer.ObjectAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** Objects of an order that lie in the stores and that the catalogue does not name: an erasure has to find them, or they go at once. */
final class Unnamed {

    private static final String GONE = "select state in ('erased', 'expired') from scan_order where id = ? for update";

    private static final String NAMED = "select store, bucket, object_key from order_object where order_id = ?";

    private static final String STRAY = """
            insert into stray_object (order_id, store, bucket, object_key, left_at) values (?, ?, ?, ?, now()) on conflict do nothing""";

    private static final String REMOVE_OBJECTS_OF =
            "insert into objects_to_remove (order_id, due_at) values (?, now()) on conflict (order_id) do update set due_at = now()";

    private static final String REMOVE =
            "insert into erased_object (order_id, store, bucket, object_key) values (?, ?, ?, ?) on conflict do nothing";

    private final Connection database;

    Unnamed(Connection database) {
        this.database = database;
    }

    /**
     * Objects under the prefix of a manifest, and those it names.
     *
     * @param outcome of that manifest
     */
    void note(UUID order, Set<ObjectAddress> objects, Restored outcome) throws SQLException {
        database.setAutoCommit(false);
        try {
            if (isGone(order) || outcome == Restored.ERASED) { // a tombstone tells it, whatever the catalogue knows
                remove(order, objects);
            } else if (outcome == Restored.REMOVED) {
                remove(order, unnamed(order, objects));
            } else {
                left(order, unnamed(order, objects));
            }
            database.commit();
        } finally {
            database.rollback();
            database.setAutoCommit(true);
        }
    }

    private void left(UUID order, Set<ObjectAddress> objects) throws SQLException {
        for (ObjectAddress at : objects) {
            execute(STRAY, order, at.store(), at.bucket(), at.key());
        }
    }

    private void remove(UUID order, Set<ObjectAddress> objects) throws SQLException {
        execute(REMOVE_OBJECTS_OF, order);
        for (ObjectAddress at : objects) {
            execute(REMOVE, order, at.store(), at.bucket(), at.key());
        }
    }

    /** What the catalogue names stays where it is. */
    private Set<ObjectAddress> unnamed(UUID order, Set<ObjectAddress> objects) throws SQLException {
        Set<ObjectAddress> unnamed = new HashSet<>(objects);
        try (PreparedStatement query = Statements.prepared(database, NAMED, order);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                unnamed.remove(new ObjectAddress(row.getString(1), row.getString(2), row.getString(3)));
            }
        }
        return unnamed;
    }

    private boolean isGone(UUID order) throws SQLException {
        try (PreparedStatement query = Statements.prepared(database, GONE, order);
                ResultSet row = query.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    private void execute(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = Statements.prepared(database, sql, values)) {
            statement.executeUpdate();
        }
    }
}
