package dev.scanrelay.openapi;

import io.smallrye.openapi.internal.models.media.SchemaSupport;
import java.util.ArrayList;
import java.util.List;
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
            schema.setType(schema.getType().stream()
                    .filter(type -> type != SchemaType.NULL)
                    .toList());
            SchemaSupport.setNullable(schema, null); // or it would say "nullable: false"
        }
        schema.setAnyOf(withoutNull(schema.getAnyOf()));
        schema.setOneOf(withoutNull(schema.getOneOf()));
        onlyChoice(schema);
        Parts.of(schema).toList().forEach(PlainOptionals::write);
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
}
