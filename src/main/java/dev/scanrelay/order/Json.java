package dev.scanrelay.order;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Many rows as one parameter of a statement: a JSON array that the database takes apart. */
final class Json {

    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    static String write(Object rows) {
        try {
            return MAPPER.writeValueAsString(rows);
        } catch (JsonProcessingException ourOwnRecord) {
            throw new IllegalArgumentException("rows are not writable as JSON", ourOwnRecord);
        }
    }
}
