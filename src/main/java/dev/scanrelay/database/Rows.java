package dev.scanrelay.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Collection;
import java.util.stream.Collectors;

/** Many rows as one parameter of a statement: a JSON array that {@code json_to_recordset} takes apart. */
public final class Rows {

    private static final JsonMapper MAPPER = new JsonMapper();

    private Rows() {}

    /** Ids and numbers as one text that {@code string_to_array} takes apart: a list would make another statement of each length, to be planned each. */
    public static String joined(Collection<?> ids) {
        return ids.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** The rows, which are records or maps, as a JSON array. */
    public static String json(Object rows) {
        try {
            return MAPPER.writeValueAsString(rows);
        } catch (JsonProcessingException ourOwnRecord) {
            throw new IllegalArgumentException("rows are not writable as JSON", ourOwnRecord);
        }
    }
}
