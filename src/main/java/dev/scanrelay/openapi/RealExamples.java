package dev.scanrelay.openapi;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.jspecify.annotations.Nullable;

/**
 * Examples: requests that were sent and answers that came, with ids and times made even. One file an operation, written by a
 * test: {@code {"request": ..., "responses": {"200": ...}}}.
 */
final class RealExamples {

    private static final ObjectMapper JSON = new ObjectMapper();

    private record Exchange(
            @Nullable Object request, @Nullable Map<String, Object> responses) {}

    void attach(OpenAPI document) {
        document.getPaths().getPathItems().values().stream()
                .flatMap(item -> item.getOperations().values().stream())
                .forEach(operation -> {
                    dropMisread(operation);
                    recorded(operation).ifPresent(exchange -> attach(operation, exchange));
                });
    }

    /** Lines of JSON are text, and the scanner reads an example of them as one JSON value. */
    private static void dropMisread(Operation operation) {
        if (operation.getRequestBody() != null) {
            operation.getRequestBody().getContent().getMediaTypes().forEach((type, media) -> {
                if (type.endsWith("ndjson")) {
                    media.setExamples(null);
                }
            });
        }
    }

    private static void attach(Operation operation, Exchange exchange) {
        if (exchange.request() != null && operation.getRequestBody() != null) {
            set(operation.getRequestBody().getContent(), exchange.request());
        }
        if (exchange.responses() != null) {
            exchange.responses()
                    .forEach((status, body) -> Optional.ofNullable(
                                    operation.getResponses().getAPIResponse(status))
                            .ifPresent(answer -> set(answer.getContent(), body)));
        }
    }

    private static void set(@Nullable Content content, Object example) {
        if (content != null && content.getMediaTypes() != null) {
            content.getMediaTypes().forEach((type, media) -> set(type, media, example));
        }
    }

    private static void set(String type, MediaType media, Object example) {
        if (type.contains("json")) {
            media.setExamples(null); // the real one stands alone: the two exclude each other
            media.setExample(example);
        }
    }

    private static Optional<Exchange> recorded(Operation operation) {
        String file = "/openapi/examples/" + operation.getOperationId() + ".json";
        try (InputStream json = RealExamples.class.getResourceAsStream(file)) {
            return json == null ? Optional.empty() : Optional.of(JSON.readValue(json, new TypeReference<>() {}));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
