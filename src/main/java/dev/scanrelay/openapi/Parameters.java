package dev.scanrelay.openapi;

import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Resources that read their query themselves describe parameters by name and words; the type is text unless they say so. */
final class Parameters {

    private static final Set<String> NUMBERS = Set.of("limit");

    private Parameters() {}

    static void type(OpenAPI document) {
        document.getPaths().getPathItems().values().stream()
                .flatMap(item -> item.getOperations().values().stream())
                .filter(operation -> operation.getParameters() != null)
                .flatMap(operation -> operation.getParameters().stream())
                .forEach(Parameters::type);
    }

    private static void type(Parameter parameter) {
        if (parameter.getSchema() == null && parameter.getContent() == null && parameter.getRef() == null) {
            boolean number = NUMBERS.contains(parameter.getName());
            parameter.setSchema(
                    OASFactory.createSchema().type(List.of(number ? SchemaType.INTEGER : SchemaType.STRING)));
            if (number && parameter.getExample() instanceof String digits) {
                parameter.setExample(Integer.valueOf(digits));
            }
        }
        if (isList(parameter.getSchema()) && parameter.getExample() instanceof String one) {
            parameter.setExample(null);
            parameter.getSchema().getItems().setExamples(List.of(one)); // an example of one of them
        }
    }

    private static boolean isList(@Nullable Schema schema) {
        return schema != null && schema.getType() != null && schema.getType().contains(SchemaType.ARRAY);
    }
}
