package dev.scanrelay.openapi;

import java.util.List;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/** Schemas that libraries add and nothing here uses. */
final class LibraryLeftovers {

    private static final List<String> UNUSED = List.of("HttpProblem", "HttpValidationProblem", "StreamingOutput");

    private LibraryLeftovers() {}

    static void remove(OpenAPI document) {
        UNUSED.forEach(document.getComponents()::removeSchema);
    }
}
