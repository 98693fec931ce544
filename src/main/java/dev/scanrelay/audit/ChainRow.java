package dev.scanrelay.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A record as the chain sees it, read the same way by the chainer and by whoever verifies.
 *
 * @param micros when, since 1970 in microseconds
 * @param chained the number and hash it was given
 */
record ChainRow(
        long id,
        long micros,
        String requestId,
        String phase,
        String action,
        String actorKind,
        String actorId,
        String partner,
        Optional<String> result,
        Optional<Integer> status,
        Optional<Long> times,
        List<About> subjects,
        Optional<Tip> chained) {

    static final int WIDTH = 14;
    static final String COLUMNS = """
            r.id, cast(round(extract(epoch from r.at) * 1000000) as bigint) as micros, cast(r.request_id as text) as request,
            r.phase, r.action, r.actor_kind, r.actor_id, r.partner_id, r.result, r.status,
            (select cast(coalesce(json_agg(json_build_array(s.kind, s.subject_id,
                        cast(round(extract(epoch from s.at) * 1000000) as bigint))), '[]') as text)
               from audit_subject s where s.record_id = r.id) as subjects,
            r.number, r.hash, r.times""";

    private static final JsonMapper JSON = new JsonMapper();

    record About(String kind, String id, long micros) {}

    /** From the columns in their order. */
    static ChainRow of(Object[] row) {
        return new ChainRow(
                number(row[0]),
                number(row[1]),
                (String) row[2],
                (String) row[3],
                (String) row[4],
                (String) row[5],
                (String) row[6],
                (String) row[7],
                Optional.ofNullable((String) row[8]),
                Optional.ofNullable((Number) row[9]).map(Number::intValue),
                Optional.ofNullable((Number) row[13]).map(Number::longValue),
                subjects((String) row[10]),
                Optional.ofNullable((Number) row[11]).map(number -> new Tip(number.longValue(), (byte[]) row[12])));
    }

    private static List<About> subjects(String json) {
        try {
            List<About> subjects = new ArrayList<>();
            for (JsonNode subject : JSON.readTree(json)) {
                subjects.add(new About(
                        subject.get(0).asText(),
                        subject.get(1).asText(),
                        subject.get(2).asLong()));
            }
            return subjects;
        } catch (JsonProcessingException notTheDatabases) {
            throw new IllegalStateException("subjects are not JSON", notTheDatabases);
        }
    }

    private static long number(Object column) {
        return ((Number) column).longValue();
    }
}
