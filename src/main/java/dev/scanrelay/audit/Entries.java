package dev.scanrelay.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scanrelay.database.Database;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.ZoneOffset;
import java.util.Collection;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Writes records: one statement, committed by itself, so that a call costs one round trip. An account that was asked for and is none
 * of the partner's becomes {@code unknown}, as anything may be written where an account belongs, a name too.
 */
@Singleton
final class Entries {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String INSERT = """
            with entry as (
                insert into audit_record (at, request_id, phase, action, actor_kind, actor_id, partner_id, result, status, times)
                values (:at, :request, :phase, :action, :kind, :actor, :partner, :result, :status, :times)
                returning id, at
            )
            insert into audit_subject (record_id, kind, subject_id, at)
            select distinct entry.id, case s.kind when 'asked' then 'account' else s.kind end, case
                       when s.kind <> 'asked' or exists (
                           select 1 from audit_account a where a.partner_id = :partner and a.account_id = s.id)
                       then s.id else 'unknown' end, entry.at
              from entry, json_to_recordset(cast(cast(:subjects as text) as json)) as s (kind text, id text)""";

    private final Database database;

    Entries(Database database) {
        this.database = database;
    }

    Uni<Void> write(Entry entry) {
        return database.statementAsync(session -> insert(session, entry));
    }

    /** As {@link #write}, from any thread: one that streams an answer may carry the context of another. */
    Uni<Void> writeApart(Entry entry) {
        return database.statementApart(session -> insert(session, entry));
    }

    private static Uni<Void> insert(Mutiny.Session session, Entry entry) {
        return session.createNativeQuery(INSERT)
                .setParameter("at", entry.at().atOffset(ZoneOffset.UTC))
                .setParameter("request", entry.requestId())
                .setParameter("phase", entry.phase().wire())
                .setParameter("action", entry.action())
                .setParameter("kind", entry.actor().kind().wire())
                .setParameter("actor", entry.actor().id())
                .setParameter("partner", entry.actor().partner())
                .setParameter("result", entry.result().map(Result::wire).orElse(null))
                .setParameter("status", entry.status().orElse(null))
                .setParameter("times", entry.times().orElse(null))
                .setParameter("subjects", json(entry.subjects()))
                .executeUpdate()
                .replaceWithVoid();
    }

    private static String json(Collection<Subject> subjects) {
        try {
            return JSON.writeValueAsString(subjects.stream()
                    .map(subject -> new Line(subject.kind().wire(), subject.id()))
                    .toList());
        } catch (JsonProcessingException ourOwnRecord) {
            throw new IllegalArgumentException("subjects are not writable as JSON", ourOwnRecord);
        }
    }

    private record Line(String kind, String id) {}
}
