package dev.scanrelay.itero;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Align's JSON. Unknown fields pass; what can't be read is an {@code IllegalArgumentException} that quotes none of it. */
final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .serializationInclusion(JsonInclude.Include.NON_ABSENT)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    static {
        MAPPER.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(64).build())
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION.mappedFeature());
    }

    private Json() {}

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("a value of our own is no JSON", unwritable);
        }
    }

    static <T> T read(String text, Class<T> type) {
        try {
            return present(MAPPER.readValue(text, type));
        } catch (JsonProcessingException unreadable) {
            throw unreadable(type);
        }
    }

    static <T> T read(byte[] text, Class<T> type) {
        try {
            return present(MAPPER.readValue(text, type));
        } catch (IOException unreadable) {
            throw unreadable(type);
        }
    }

    static <T> T read(JsonNode node, Class<T> type) {
        try {
            return present(MAPPER.treeToValue(node, type));
        } catch (JsonProcessingException unreadable) {
            throw unreadable(type);
        }
    }

    /** {@code null} is JSON, but no answer. */
    static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("a field that must be there is missing");
        }
        return value;
    }

    // The cause stays out: Jackson's messages quote the text.
    private static IllegalArgumentException unreadable(Class<?> type) {
        return new IllegalArgumentException("unreadable " + type.getSimpleName());
    }
}
