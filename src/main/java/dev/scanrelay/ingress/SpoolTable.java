package dev.scanrelay.ingress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.database.Database;
import dev.scanrelay.trace.TraceParent;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** The spool's rows. Whoever drains claims some for a while; they go when Kafka has acknowledged them. */
final class SpoolTable {

    private static final String APPEND = """
            insert into notification_spool (record_key, record_value, trace_parent)
            select entry ->> 'key', entry ->> 'value', entry -> 'trace' ->> 'value' from json_array_elements(cast(cast(:entries as text) as json)) as entry""";

    private static final String CLAIM = """
            update notification_spool s set claimed_until = clock_timestamp() + :claim * interval '1 millisecond'
              from (select id from notification_spool where claimed_until < clock_timestamp()
                     order by id limit :most for update skip locked) chosen
             where s.id = chosen.id
            returning s.id, s.record_key, s.record_value, s.trace_parent""";

    private static final String DELETE =
            "delete from notification_spool where id in (select cast(e as bigint) from regexp_split_to_table(:ids, ',') e)";

    private static final String RELEASE = """
            update notification_spool set claimed_until = '-infinity'
             where id in (select cast(e as bigint) from regexp_split_to_table(:ids, ',') e)""";

    /** Few are counted; of many their ids tell, as they are drained in that order: it looks at no more rows the more there are. */
    private static final String SURVEY = """
            select case when few.rows <= 10000 then few.rows
                        else (select max(id) - min(id) + 1 from notification_spool) end,
                   coalesce(extract(epoch from clock_timestamp()
                                               - (select spooled_at from notification_spool order by id limit 1)), 0)
              from (select count(*) as rows from (select 1 from notification_spool limit 10001) part) few""";

    private final Database database;
    private final ObjectMapper json;

    /** A row that this process may send until its claim ends. */
    record Claimed(long id, Outgoing entry) {}

    /** How much waits. */
    record Survey(double depth, double oldestSeconds) {

        static final Survey UNKNOWN = new Survey(Double.NaN, Double.NaN);
    }

    SpoolTable(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** All of them or none, in one statement; does not block. */
    Uni<Integer> append(List<Outgoing> entries) {
        return database.statementApart(session -> session.createNativeQuery(APPEND)
                .setParameter("entries", text(entries))
                .executeUpdate());
    }

    List<Claimed> claim(int most, Duration claim) {
        return database.write(session -> session.createNativeQuery(CLAIM, Object[].class)
                .setParameter("claim", claim.toMillis())
                .setParameter("most", most)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Claimed(
                                ((Number) row[0]).longValue(),
                                new Outgoing((String) row[1], (String) row[2], TraceParent.read((String) row[3]))))
                        .toList()));
    }

    void delete(Collection<Claimed> sent) {
        change(DELETE, sent);
    }

    /** They may be claimed again at once. */
    void release(Collection<Claimed> unsent) {
        change(RELEASE, unsent);
    }

    Survey survey() {
        Object[] counts = database.read(
                session -> session.createNativeQuery(SURVEY, Object[].class).getSingleResult());
        return new Survey(((Number) counts[0]).doubleValue(), ((Number) counts[1]).doubleValue());
    }

    private void change(String statement, Collection<Claimed> rows) {
        if (rows.isEmpty()) {
            return;
        }
        String ids = String.join(
                ",", rows.stream().map(row -> Long.toString(row.id())).toList());
        database.write(session ->
                session.createNativeQuery(statement).setParameter("ids", ids).executeUpdate());
    }

    private String text(List<Outgoing> entries) {
        try {
            return json.writeValueAsString(entries);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("two texts are always writable", broken);
        }
    }
}
