package dev.scanrelay.inquiry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scanrelay.database.Database;
import dev.scanrelay.id.PartnerId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the record; every question starts from an index. */
@Singleton
final class Records {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String SELECT = """
            select r.id, r.at, r.request_id, r.phase, r.action, r.actor_kind, r.actor_id, r.result, r.status, r.times,
                   (select cast(json_agg(json_build_array(s.kind, s.subject_id) order by s.kind, s.subject_id) as text)
                      from audit_subject s where s.record_id = r.id) as subjects
              from audit_record r where r.partner_id = :partner""";
    /** Align writes one id in more than one spelling of case. Compared so here alone: hashes cover ids as they came. */
    private static final String ABOUT = " and r.id in (select a.record_id from audit_subject a where a.kind = '%1$s'"
            + " and lower(a.subject_id collate \"C\") = lower(cast(:%1$s as text) collate \"C\"))";

    private final Database database;

    Records(Database database) {
        this.database = database;
    }

    RecordPage answer(PartnerId partner, Question question) {
        StringBuilder sql = new StringBuilder(SELECT);
        Map<String, Object> values = new HashMap<>(Map.of("partner", partner.value()));
        question.patient().ifPresent(id -> add(sql, values, ABOUT.formatted("patient"), "patient", id));
        question.order().ifPresent(id -> add(sql, values, ABOUT.formatted("order"), "order", id));
        question.account().ifPresent(id -> add(sql, values, ABOUT.formatted("account"), "account", id));
        question.actor().ifPresent(id -> add(sql, values, " and r.actor_id = :actor", "actor", id));
        question.from().ifPresent(at -> add(sql, values, " and r.at >= cast(:from as timestamptz)", "from", at));
        question.to().ifPresent(at -> add(sql, values, " and r.at < cast(:to as timestamptz)", "to", at));
        question.behind().ifPresent(place -> {
            add(sql, values, " and (r.at, r.id) < (cast(:at as timestamptz), :id)", "at", place.at());
            values.put("id", place.id());
        });
        sql.append(" order by r.at desc, r.id desc limit ").append(question.limit() + 1);
        return RecordPage.of(read(sql.toString(), values), question.limit());
    }

    private List<RecordView> read(String sql, Map<String, Object> values) {
        return database.read(session -> {
            var query = session.createNativeQuery(sql, Object[].class);
            values.forEach(query::setParameter);
            return query.getResultList()
                    .map(rows -> rows.stream().map(Records::view).toList());
        });
    }

    private static void add(
            StringBuilder sql, Map<String, Object> values, String condition, String name, Object value) {
        sql.append(condition);
        values.put(name, value);
    }

    private static RecordView view(Object[] row) {
        Map<String, List<String>> subjects = subjects(Optional.ofNullable((String) row[10]));
        return new RecordView(
                ((Number) row[0]).longValue(),
                instant(row[1]),
                (UUID) row[2],
                (String) row[3],
                (String) row[4],
                (String) row[5],
                (String) row[6],
                Optional.ofNullable((String) row[7]),
                Optional.ofNullable((Number) row[8]).map(Number::intValue),
                Optional.ofNullable((Number) row[9]).map(Number::longValue),
                subjects.getOrDefault("account", List.of()),
                subjects.getOrDefault("order", List.of()),
                subjects.getOrDefault("patient", List.of()),
                subjects.getOrDefault("key", List.of()));
    }

    private static Map<String, List<String>> subjects(Optional<String> json) {
        Map<String, List<String>> subjects = new HashMap<>();
        try {
            for (JsonNode subject : JSON.readTree(json.orElse("[]"))) {
                subjects.computeIfAbsent(subject.get(0).asText(), kind -> new ArrayList<>())
                        .add(subject.get(1).asText());
            }
            return subjects;
        } catch (JsonProcessingException notTheDatabases) {
            throw new IllegalStateException("subjects are not JSON", notTheDatabases);
        }
    }

    private static Instant instant(@Nullable Object at) {
        return at instanceof OffsetDateTime time
                ? time.toInstant()
                : Optional.ofNullable((Instant) at).orElseThrow();
    }
}
