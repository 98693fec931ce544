package dev.scanrelay.openapi;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;

/** The same document from the same code, whatever order classes are found in. */
final class StableOrder {

    private StableOrder() {}

    static void sort(OpenAPI document) {
        document.getPaths().setPathItems(sorted(document.getPaths().getPathItems()));
        Components components = document.getComponents();
        components.setSchemas(sorted(components.getSchemas()));
        document.getPaths().getPathItems().values().stream()
                .flatMap(item -> item.getOperations().values().stream())
                .forEach(StableOrder::sort);
    }

    private static void sort(Operation operation) {
        operation.getResponses().setAPIResponses(sorted(operation.getResponses().getAPIResponses()));
    }

    private static <T> Map<String, T> sorted(Map<String, T> entries) {
        return new LinkedHashMap<>(new TreeMap<>(entries));
    }
}
