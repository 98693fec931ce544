package dev.scanrelay.testing;

import static org.awaitility.Awaitility.await;

import dev.scanrelay.database.Database;
import io.restassured.response.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.postgresql.Driver;

/** What was recorded of calls, and ways to keep it from being recorded. */
@ApplicationScoped
public class AuditLog {

    private final Database database;

    AuditLog(Database database) {
        this.database = database;
    }

    /** The records of the call, such as {@code begun key.create} and {@code ended key.create ok 201 key:abc}. */
    public List<String> of(Response answer) {
        return lines("request_id = '" + answer.header("X-Request-Id") + "'");
    }

    public List<String> lines(String where) {
        return database.read(session ->
                session.createNativeQuery("""
                        select concat_ws(' ', phase, action, result, status, (
                                   select string_agg(kind || ':' || subject_id, ' ' order by kind, subject_id)
                                     from audit_subject where record_id = r.id))
                          from audit_record r where %s order by id""".formatted(where), String.class).getResultList());
    }

    /** Lets no record that matches be written until closed. */
    public Outage refuse(String which) {
        execute("alter table audit_record add constraint outage check (not (" + which + ")) not valid");
        return () -> execute("alter table audit_record drop constraint outage");
    }

    /** Lets no record about this id be written until closed. */
    public Outage refuseAbout(String id) {
        execute("alter table audit_subject add constraint outage check (subject_id <> '" + id + "') not valid");
        return () -> execute("alter table audit_subject drop constraint outage");
    }

    /** Keeps every record waiting until closed. */
    public Outage stall() throws SQLException {
        Connection holder = connect();
        holder.setAutoCommit(false);
        holder.createStatement().execute("lock table audit_record in share row exclusive mode");
        return holder::close;
    }

    /** Waits until somebody waits to write a record. */
    public void somebodyWaits() {
        await("a record that waits for the lock")
                .until(() -> database.<Long>read(session ->
                                session.createNativeQuery("""
                                        select count(*) from pg_stat_activity
                                         where wait_event_type = 'Lock' and query like '%insert into audit_record%'""", Long.class).getSingleResult())
                        > 0);
    }

    public int execute(String sql) {
        return database.write(session -> session.createNativeQuery(sql).executeUpdate());
    }

    private static Connection connect() throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", Services.shared().get("quarkus.datasource.username"));
        login.setProperty("password", Services.shared().get("quarkus.datasource.password"));
        return new Driver().connect(Services.shared().get("quarkus.datasource.jdbc.url"), login);
    }

    /** An outage that ends when closed. */
    public interface Outage extends AutoCloseable {

        @Override
        void close() throws SQLException;
    }
}
