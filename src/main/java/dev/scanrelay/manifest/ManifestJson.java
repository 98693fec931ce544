package dev.scanrelay.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.Optional;

/** Manifests as JSON. A mapper of its own: what is in the store has to stay readable. */
final class ManifestJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModules(new Jdk8Module(), new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private ManifestJson() {}

    static byte[] write(Manifest manifest) {
        try {
            return MAPPER.writeValueAsBytes(manifest);
        } catch (JsonProcessingException ourOwnRecord) {
            throw new IllegalArgumentException("a manifest is not writable as JSON", ourOwnRecord);
        }
    }

    /** Empty if it is no manifest of a form that this release knows. */
    static Optional<Manifest> read(byte[] bytes) {
        try {
            return Optional.ofNullable(MAPPER.readValue(bytes, Manifest.class))
                    .filter(manifest -> manifest.version() == Manifest.VERSION);
        } catch (IOException | IllegalArgumentException noManifest) {
            return Optional.empty();
        }
    }
}
