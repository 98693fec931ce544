package dev.scanrelay.local.sandbox.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import dev.scanrelay.local.sandbox.content.Bytes;
import java.io.IOException;

/** JSON as the vendor's cloud writes and reads it. A misspelt field of a scenario call is an error, not a silent default. */
public final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModules(new Jdk8Module(), new JavaTimeModule(), new ParameterNamesModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
            .build();

    private static final byte[] EMPTY_OBJECT = {'{', '}'};

    private Json() {}

    public static Bytes bytes(Object value) {
        try {
            return new Bytes(MAPPER.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + value.getClass(), e);
        }
    }

    static <T> T read(byte[] body, Class<T> type) {
        try {
            T value = MAPPER.readValue(body.length == 0 ? EMPTY_OBJECT : body, type);
            if (value == null) {
                throw Refusal.badRequest("the body is null");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw Refusal.badRequest(e.getOriginalMessage());
        } catch (IOException e) {
            throw Refusal.badRequest("the body cannot be read");
        }
    }
}
