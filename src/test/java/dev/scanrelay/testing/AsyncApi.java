package dev.scanrelay.testing;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What docs/asyncapi.yaml tells consumers, to hold records of a real broker against it. */
public final class AsyncApi {

    private static final Path PAGE = Path.of("docs/asyncapi.yaml");
    private static final JsonNode DOCUMENT = new YAMLMapper().readTree(PAGE.toFile());
    private static final JsonMapper JSON = new JsonMapper();
    private static final Schema HEADERS =
            schema(DOCUMENT.at("/components/schemas/Headers").toString());
    private static final Map<String, Schema> PAYLOADS = new ConcurrentHashMap<>();

    private AsyncApi() {}

    /** In what a record is not as it says; empty: in nothing. */
    public static List<String> problems(ConsumerRecord<?, byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        Stream<String> unknown = headers.keySet().stream()
                .filter(name -> DOCUMENT.at("/components/schemas/Headers/properties")
                        .path(name)
                        .isMissingNode())
                .map(name -> "header " + name + " is not described");
        Schema payload = PAYLOADS.computeIfAbsent(headers.getOrDefault("ce_type", ""), AsyncApi::payload);
        return Stream.of(
                        unknown,
                        problems(HEADERS, JSON.writeValueAsString(headers)),
                        problems(payload, new String(record.value(), StandardCharsets.UTF_8)))
                .flatMap(found -> found)
                .toList();
    }

    private static Stream<String> problems(Schema schema, String json) {
        return schema
                .validate(
                        json,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Object::toString);
    }

    private static Schema payload(String type) {
        return DOCUMENT.at("/components/messages")
                .valueStream()
                .filter(message -> message.path("name").asString().equals(type))
                .map(message -> message.path("payload").path("$ref").asString())
                .map(file -> schema(read(PAGE.resolveSibling(file))))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no message of type " + type));
    }

    private static Schema schema(String json) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(json, InputFormat.JSON);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
