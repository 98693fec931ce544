package dev.scanrelay.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** Event data as JSON. A mapper of its own: a setting of the API's mapper must not change what readers of events see. */
final class EventJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModules(new Jdk8Module(), new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private EventJson() {}

    static String write(EventData data) {
        try {
            return MAPPER.writeValueAsString(data);
        } catch (JsonProcessingException ourOwnRecord) {
            throw new IllegalArgumentException("event data is not writable as JSON", ourOwnRecord);
        }
    }
}
