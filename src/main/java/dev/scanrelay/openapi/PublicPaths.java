package dev.scanrelay.openapi;

import java.util.List;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/** What programs call. Pages for people are no part of the description. */
final class PublicPaths {

    static final String WITH_KEY = "/api/";
    private static final String WEBHOOK = "/webhooks/";

    private PublicPaths() {}

    static void keep(OpenAPI document) {
        List.copyOf(document.getPaths().getPathItems().keySet()).stream()
                .filter(path -> !path.startsWith(WITH_KEY) && !path.startsWith(WEBHOOK))
                .forEach(document.getPaths()::removePathItem);
    }
}
