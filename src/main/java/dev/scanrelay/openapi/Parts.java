package dev.scanrelay.openapi;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jspecify.annotations.Nullable;

/** The schemas directly within a schema. */
final class Parts {

    private Parts() {}

    static Stream<Schema> of(Schema schema) {
        if (schema.getBooleanSchema() != null) {
            return Stream.empty(); // "anything goes"
        }
        Map<String, Schema> properties = schema.getProperties();
        return Stream.of(
                        properties == null ? Stream.<Schema>empty() : properties.values().stream(),
                        Stream.ofNullable(schema.getItems()),
                        Stream.ofNullable(schema.getAdditionalPropertiesSchema()),
                        stream(schema.getAllOf()),
                        stream(schema.getAnyOf()),
                        stream(schema.getOneOf()))
                .flatMap(part -> part);
    }

    private static Stream<Schema> stream(@Nullable List<Schema> schemas) {
        return schemas == null ? Stream.empty() : schemas.stream();
    }
}
