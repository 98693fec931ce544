package dev.scanrelay.why;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** Reads what {@link FactsSql} asks for. */
final class Rows {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModules(new Jdk8Module(), new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private Rows() {}

    static <T> T read(String row, Class<T> type) {
        try {
            return MAPPER.readValue(row, type);
        } catch (JsonProcessingException ourOwnQuery) {
            throw new IllegalStateException("a row is not of the form that was asked for", ourOwnQuery);
        }
    }
}
