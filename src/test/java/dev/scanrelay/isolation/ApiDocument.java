package dev.scanrelay.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The OpenAPI document of the running service, as far as a walk needs it. */
record ApiDocument(JsonNode root) {

    private static final Set<String> METHODS = Set.of("get", "head", "post", "put", "patch", "delete");
    private static final int DEEPEST = 8;

    static ApiDocument read(String json) {
        try {
            return new ApiDocument(new ObjectMapper().readTree(json));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A parameter of an operation: where it is in, path, query or header. */
    record Parameter(String name, String in, boolean required, Optional<String> example) {}

    /** What a body may be, and what the document says of it. */
    record Content(String type, JsonNode described) {

        boolean isJson() {
            return type.equals("application/json");
        }
    }

    /** What can be called. */
    record Operation(
            String method,
            String path,
            List<Parameter> parameters,
            Optional<Content> body,
            Set<String> scopes,
            Set<String> further) {

        boolean names(String parameter) {
            return parameters.stream().anyMatch(one -> one.name().equals(parameter));
        }

        boolean isAddressed() {
            return path.contains("{");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .forEach(method -> operations.add(operation(method.getKey(), path.getKey(), path.getValue()))));
        return operations;
    }

    private Operation operation(String method, String path, JsonNode item) {
        List<Parameter> parameters = new ArrayList<>();
        JsonNode operation = item.path(method);
        item.path("parameters").forEach(one -> parameters.add(parameter(one)));
        operation.path("parameters").forEach(one -> parameters.add(parameter(one)));
        Optional<Content> body = resolved(operation.path("requestBody")).path("content").properties().stream()
                .findFirst()
                .map(content -> new Content(content.getKey(), content.getValue()));
        return new Operation(
                method.toUpperCase(java.util.Locale.ROOT),
                path,
                parameters,
                body,
                words(operation.path("x-required-scopes")),
                words(operation.path("x-further-required-scopes")));
    }

    private static Set<String> words(JsonNode list) {
        Set<String> words = new TreeSet<>();
        list.forEach(word -> words.add(word.asText()));
        return words;
    }

    private Parameter parameter(JsonNode reference) {
        JsonNode one = resolved(reference);
        return new Parameter(
                one.path("name").asText(),
                one.path("in").asText(),
                one.path("required").asBoolean(),
                example(one).or(() -> example(resolved(one.path("schema")))).map(JsonNode::asText));
    }

    /** A body out of the document's examples, with our own values where a property of that name is known. */
    String body(Content content, Function<String, Optional<String>> known) {
        return content.isJson()
                ? json(content.described(), known).toString()
                : example(content.described()).map(JsonNode::asText).orElse("");
    }

    private JsonNode json(JsonNode content, Function<String, Optional<String>> known) {
        JsonNode whole = example(content).orElse(null);
        return whole == null ? value("", content.path("schema"), known, 0) : replaced("", whole, known);
    }

    private JsonNode replaced(String name, JsonNode given, Function<String, Optional<String>> known) {
        if (given.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            given.properties().forEach(one -> copy.set(one.getKey(), replaced(one.getKey(), one.getValue(), known)));
            return copy;
        }
        Optional<String> ours = given.isValueNode() ? known.apply(name) : Optional.empty();
        return ours.<JsonNode>map(JsonNodeFactory.instance::textNode).orElse(given);
    }

    private JsonNode value(String name, JsonNode reference, Function<String, Optional<String>> known, int depth) {
        Optional<String> ours = known.apply(name);
        if (ours.isPresent()) {
            return JsonNodeFactory.instance.textNode(ours.get());
        }
        JsonNode schema = resolved(reference);
        Optional<JsonNode> example = example(schema);
        if (example.isPresent()) {
            return replaced(name, example.get(), known);
        }
        if (schema.path("properties").isObject() && depth < DEEPEST) {
            return object(schema, known, depth);
        }
        if (schema.path("enum").isArray()) {
            return schema.path("enum").get(0);
        }
        return JsonNodeFactory.instance.textNode("x");
    }

    /** What must be there, and what has an example. */
    private JsonNode object(JsonNode schema, Function<String, Optional<String>> known, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        schema.path("properties").properties().forEach(one -> {
            boolean needed = contains(schema.path("required"), one.getKey());
            if (needed || example(resolved(one.getValue())).isPresent()) {
                object.set(one.getKey(), value(one.getKey(), one.getValue(), known, depth + 1));
            }
        });
        return object;
    }

    private static boolean contains(JsonNode words, String word) {
        for (JsonNode one : words) {
            if (one.asText().equals(word)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<JsonNode> example(JsonNode from) {
        JsonNode examples = from.path("examples");
        if (from.has("example")) {
            return Optional.of(from.path("example"));
        }
        if (examples.isArray() && !examples.isEmpty()) {
            return Optional.of(examples.get(0));
        }
        return examples.isObject() && !examples.isEmpty()
                ? Optional.of(examples.iterator().next().path("value"))
                : Optional.empty();
    }

    private JsonNode resolved(JsonNode node) {
        if (node.path("$ref").isTextual()) {
            return root.at(node.path("$ref").textValue().substring(1));
        }
        for (String choice : List.of("allOf", "anyOf", "oneOf")) {
            if (node.path(choice).isArray()) {
                return resolved(node.path(choice).get(0));
            }
        }
        return node;
    }
}
