package dev.scanrelay.openapi;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** Removes schemas that no call leads to: libraries add some, and every class with the annotation counts. */
final class UnusedSchemas {

    private final Map<String, Schema> known;
    private final Set<String> used = new HashSet<>();

    private UnusedSchemas(Map<String, Schema> known) {
        this.known = known;
    }

    static void remove(OpenAPI document) {
        UnusedSchemas schemas = new UnusedSchemas(document.getComponents().getSchemas());
        Refs.ofCalls(document).forEach(schemas::follow);
        List.copyOf(schemas.known.keySet()).stream()
                .filter(name -> !schemas.used.contains(name))
                .forEach(document.getComponents()::removeSchema);
    }

    private void follow(Schema schema) {
        String name = schema.getRef() == null ? "" : schema.getRef().replace(Refs.PREFIX, "");
        if (known.containsKey(name) && used.add(name)) {
            Refs.within(known.get(name)).forEach(this::follow);
        }
    }
}
