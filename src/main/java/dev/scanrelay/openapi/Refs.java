package dev.scanrelay.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Every schema in a document that stands in place, which is where references are. */
final class Refs {

    static final String PREFIX = "#/components/schemas/";

    private Refs() {}

    /** Those of calls and of the components. */
    static List<Schema> of(OpenAPI document) {
        List<Schema> all = new ArrayList<>(ofCalls(document));
        document.getComponents().getSchemas().values().forEach(schema -> collect(schema, all));
        return all;
    }

    static List<Schema> ofCalls(OpenAPI document) {
        List<Schema> all = new ArrayList<>();
        Stream.concat(
                        document.getComponents().getResponses().values().stream()
                                .flatMap(Refs::schemas),
                        document.getPaths().getPathItems().values().stream()
                                .flatMap(item -> item.getOperations().values().stream())
                                .flatMap(Refs::schemas))
                .forEach(schema -> collect(schema, all));
        return all;
    }

    static List<Schema> within(Schema schema) {
        List<Schema> all = new ArrayList<>();
        collect(schema, all);
        return all;
    }

    private static void collect(Schema schema, List<Schema> all) {
        if (schema.getBooleanSchema() == null) {
            all.add(schema);
            Parts.of(schema).forEach(part -> collect(part, all));
        }
    }

    private static Stream<Schema> schemas(Operation operation) {
        Stream<Schema> sent = operation.getRequestBody() == null
                ? Stream.empty()
                : schemas(operation.getRequestBody().getContent());
        Stream<Schema> named = operation.getParameters() == null
                ? Stream.empty()
                : operation.getParameters().stream().map(Parameter::getSchema).filter(schema -> schema != null);
        Stream<Schema> answered =
                operation.getResponses().getAPIResponses().values().stream().flatMap(Refs::schemas);
        return Stream.of(sent, named, answered).flatMap(some -> some);
    }

    private static Stream<Schema> schemas(APIResponse answer) {
        return schemas(answer.getContent());
    }

    private static Stream<Schema> schemas(@Nullable Content content) {
        return content == null || content.getMediaTypes() == null
                ? Stream.empty()
                : content.getMediaTypes().values().stream()
                        .map(MediaType::getSchema)
                        .filter(schema -> schema != null);
    }
}
