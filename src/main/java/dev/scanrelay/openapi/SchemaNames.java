package dev.scanrelay.openapi;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Discriminator;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * Names for callers: an {@code OrderView} is an order to them. What is sent to make a thing is a draft of it, since a Go client has
 * a function {@code NewKey} for every {@code Key}.
 */
final class SchemaNames {

    private static final Pattern VIEW = Pattern.compile("(.+)View");
    private static final Pattern NEW = Pattern.compile("New(.+)");

    private final OpenAPI document;
    private final Map<String, String> renamed = new HashMap<>();

    private SchemaNames(OpenAPI document) {
        this.document = document;
    }

    static void change(OpenAPI document) {
        new SchemaNames(document).change();
    }

    private void change() {
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        Map<String, Schema> under = new HashMap<>();
        schemas.forEach((name, schema) -> under.put(name(name, schemas), schema));
        document.getComponents().setSchemas(under);
        Refs.of(document).forEach(this::follow);
    }

    private String name(String name, Map<String, Schema> taken) {
        String other = other(name);
        if (other.equals(name) || taken.containsKey(other)) {
            return name;
        }
        renamed.put(Refs.PREFIX + name, Refs.PREFIX + other);
        return other;
    }

    private static String other(String name) {
        Matcher view = VIEW.matcher(name);
        Matcher draft = NEW.matcher(name);
        return view.matches() ? view.group(1) : draft.matches() ? draft.group(1) + "Draft" : name;
    }

    private void follow(Schema schema) {
        if (schema.getRef() != null) {
            schema.setRef(renamed.getOrDefault(schema.getRef(), schema.getRef()));
        }
        Discriminator discriminator = schema.getDiscriminator();
        if (discriminator != null && discriminator.getMapping() != null) {
            Map<String, String> mapping = new HashMap<>(discriminator.getMapping());
            mapping.replaceAll((value, ref) -> renamed.getOrDefault(ref, ref));
            discriminator.setMapping(new TreeMap<>(mapping));
        }
    }
}
