package dev.scanrelay.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jspecify.annotations.Nullable;

/** An empty {@code Optional} is left out of an answer; the scanner takes it for null. */
final class PlainOptionals {

    private PlainOptionals() {}

    static void write(OpenAPI document) {
        document.getComponents().getSchemas().values().forEach(PlainOptionals::write);
    }

    private static void write(Schema schema) {
        if (schema.getBooleanSchema() != null) {
            return; // "anything goes" has no parts
        }
        if (schema.getType() != null && schema.getType().contains(SchemaType.NULL)) {
            schema.removeType(SchemaType.NULL);
        }
        schema.setAnyOf(withoutNull(schema.getAnyOf()));
        schema.setOneOf(withoutNull(schema.getOneOf()));
        onlyChoice(schema);
        parts(schema).toList().forEach(PlainOptionals::write);
    }

    private static @Nullable List<Schema> withoutNull(@Nullable List<Schema> choices) {
        return choices == null
                ? null
                : new ArrayList<>(choices.stream().filter(one -> !isNull(one)).toList());
    }

    private static boolean isNull(Schema schema) {
        return List.of(SchemaType.NULL).equals(schema.getType());
    }

    /** One choice is none. It stands under allOf, since a reference takes nothing beside it. */
    private static void onlyChoice(Schema schema) {
        List<Schema> choices = schema.getAnyOf();
        if (choices != null && choices.size() == 1) {
            schema.setAnyOf(null);
            schema.setAllOf(choices);
        }
    }

    private static Stream<Schema> parts(Schema schema) {
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
