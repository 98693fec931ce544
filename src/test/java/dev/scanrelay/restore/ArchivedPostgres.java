package dev.scanrelay.restore;

import static org.awaitility.Awaitility.await;

import dev.scanrelay.local.embedded.LocalPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** A real PostgreSQL that archives its log, as docs/operations.md says; and what is restored from its backup. */
final class ArchivedPostgres implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path data;
    private final Path archive;
    private final LocalPostgres server;

    private ArchivedPostgres(Path data, Path archive, LocalPostgres server) {
        this.data = data;
        this.archive = archive;
        this.server = server;
    }

    static ArchivedPostgres start(Path folder) throws IOException {
        Path archive = Files.createDirectories(folder.resolve("archive"));
        Path data = folder.resolve("first");
        LocalPostgres.start(data, 0).close(); // makes it
        set(data, Map.of("archive_mode", "on", "archive_command", "cp %p " + archive + "/%f"));
        return new ArchivedPostgres(data, archive, LocalPostgres.start(data, 0));
    }

    private static void set(Path data, Map<String, String> settings) throws IOException {
        StringBuilder lines = new StringBuilder();
        settings.forEach((name, value) -> lines.append("%s = '%s'%n".formatted(name, value)));
        Files.writeString(data.resolve("postgresql.auto.conf"), lines, StandardOpenOption.APPEND);
    }

    /** The low-level way: what pg_basebackup does. */
    void backUp(Path to) throws SQLException, IOException {
        try (Connection session = connect()) {
            text(session, "select pg_backup_start('drill', true)");
            copy(data, to);
            String label = text(session, "select labelfile from pg_backup_stop()");
            Files.writeString(to.resolve("backup_label"), label);
        }
    }

    /** All that was written until now is in the archive. */
    void archiveAll() throws SQLException {
        try (Connection session = connect()) {
            String segment = text(session, "select pg_walfile_name(pg_switch_wal())");
            await().atMost(PATIENCE).until(() -> Files.exists(archive.resolve(segment)));
        }
    }

    /** A server from the backup and the archive. */
    ArchivedPostgres restored(Path backup, Path to, Map<String, String> target) throws IOException {
        copy(backup, to);
        Files.createDirectories(to.resolve("pg_wal"));
        Files.createFile(to.resolve("recovery.signal"));
        Map<String, String> settings = new java.util.HashMap<>(target);
        settings.put("restore_command", "cp " + archive + "/%f %p");
        settings.put("recovery_target_action", "promote");
        set(to, settings);
        ArchivedPostgres restored = new ArchivedPostgres(to, archive, LocalPostgres.start(to, 0));
        await().atMost(PATIENCE).ignoreExceptions().until(restored::isOpen);
        return restored;
    }

    String jdbcUrl() {
        return server.jdbcUrl();
    }

    String reactiveUrl() {
        return server.reactiveUrl();
    }

    void run(String sql) throws SQLException {
        try (Connection session = connect();
                Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }

    String ask(String sql) throws SQLException {
        try (Connection session = connect()) {
            return text(session, sql);
        }
    }

    private boolean isOpen() throws SQLException {
        return ask("select pg_is_in_recovery()").equals("f");
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), server.user(), "");
    }

    private static String text(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : (Iterable<Path>) all::iterator) {
                Path relative = from.relativize(file);
                if (isPartOfABackup(relative)) {
                    Files.copy(file, to.resolve(relative.toString()), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    private static boolean isPartOfABackup(Path relative) {
        boolean log = relative.startsWith("pg_wal") && relative.getNameCount() > 1;
        return !log
                && !relative.startsWith("postmaster.pid")
                && !relative.startsWith("postmaster.opts")
                && !relative.startsWith("epg-lock");
    }

    @Override
    public void close() {
        server.close();
    }
}
