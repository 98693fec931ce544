package dev.scanrelay.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;

/** Writes what is known of an order in one transaction: its revision, the files, and a row for the event. */
final class FloorRecords {

    private static final int CONNECTIONS = 10;
    private static final String TABLES = """
            create schema if not exists bench;
            create table if not exists bench.revision (id uuid primary key, account text, rx_id text);
            create table if not exists bench.artifact (
                id uuid primary key, revision uuid references bench.revision, object_key text, size_bytes bigint, sha256 text);
            create table if not exists bench.outbox (
                id bigint generated always as identity primary key, revision uuid, data text);
            """;

    private final BlockingDeque<Connection> idle = new LinkedBlockingDeque<>();

    FloorRecords(String url, String user) throws SQLException {
        for (int number = 0; number < CONNECTIONS; number++) {
            Connection connection = DriverManager.getConnection(url, user, user);
            connection.setAutoCommit(false);
            idle.add(connection);
        }
        Connection first = idle.element();
        try (Statement create = first.createStatement()) {
            create.execute(TABLES);
        }
        first.commit();
    }

    void write(String account, String rxId, List<FloorSteps.StoredFile> files)
            throws SQLException, InterruptedException {
        Connection connection = idle.takeFirst();
        try {
            UUID revision = UUID.randomUUID();
            execute(connection, "insert into bench.revision values (?, ?, ?)", revision, account, rxId);
            insert(connection, revision, files);
            execute(connection, "insert into bench.outbox (revision, data) values (?, ?)", revision, files.toString());
            connection.commit();
        } finally {
            idle.addFirst(connection);
        }
    }

    private static void execute(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int index = 0; index < values.length; index++) {
                statement.setObject(index + 1, values[index]);
            }
            statement.executeUpdate();
        }
    }

    private static void insert(Connection connection, UUID revision, List<FloorSteps.StoredFile> files)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("insert into bench.artifact values (?, ?, ?, ?, ?)")) {
            for (FloorSteps.StoredFile file : files) {
                statement.setObject(1, UUID.randomUUID());
                statement.setObject(2, revision);
                statement.setString(3, file.key());
                statement.setLong(4, file.size());
                statement.setString(5, file.sha256());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
