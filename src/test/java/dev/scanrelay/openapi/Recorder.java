package dev.scanrelay.openapi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scanrelay.docs.Volatile;
import io.restassured.http.Method;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes calls and keeps what was sent and what came, by operation. */
final class Recorder {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Volatile values = new Volatile(Instant.now());
    private final Map<String, ObjectNode> exchanges = new TreeMap<>();

    /** @param body nothing is sent if it is empty */
    Response call(String operation, String key, Method method, String path, Map<String, ?> body, String... headers) {
        RequestSpecification request = given().header("Authorization", "Bearer " + key);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        if (!body.isEmpty()) {
            request.contentType("application/json").body(body);
        }
        Response answer = request.request(method, path);
        keep(operation, JSON.valueToTree(body), answer);
        return answer;
    }

    private void keep(String operation, JsonNode body, Response answer) {
        if (answer.statusCode() == 204) {
            return; // nothing to show
        }
        ObjectNode exchange = exchanges.computeIfAbsent(operation, unseen -> JSON.createObjectNode());
        if (!body.isEmpty() && answer.statusCode() < 300) {
            exchange.set("request", body);
        }
        String type = answer.contentType();
        if (type != null && type.contains("json")) {
            JsonNode came = tree(answer.asString());
            sortViolations(came);
            ((ObjectNode) exchange.withObject("/responses")).set(String.valueOf(answer.statusCode()), came);
        }
        assertThat(answer.statusCode())
                .as("%s: %s", operation, answer.asString())
                .isLessThan(500);
    }

    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, ObjectNode> exchange : exchanges.entrySet()) {
            if (!differs(folder, exchange)) {
                continue; // what stands there says the same
            }
            Files.writeString(
                    folder.resolve(exchange.getKey() + ".json"),
                    values.printable(JSON.writeValueAsString(exchange.getValue())) + "\n");
        }
    }

    /** The operations of which something else came than what is kept. */
    List<String> differences(Path folder) throws IOException {
        List<String> differences = new ArrayList<>();
        for (Map.Entry<String, ObjectNode> exchange : exchanges.entrySet()) {
            if (differs(folder, exchange)) {
                differences.add(exchange.getKey() + ": " + lasting(JSON.writeValueAsString(exchange.getValue())));
            }
        }
        return differences;
    }

    private static boolean differs(Path folder, Map.Entry<String, ObjectNode> exchange) throws IOException {
        Path file = folder.resolve(exchange.getKey() + ".json");
        return !Files.exists(file)
                || !lasting(Files.readString(file)).equals(lasting(JSON.writeValueAsString(exchange.getValue())));
    }

    /** When a pairing was last called and told of is written down now and then. */
    private static JsonNode lasting(String exchange) {
        JsonNode tree = tree(Volatile.masked(exchange));
        tree.findParents("health").forEach(pairing -> ((ObjectNode) pairing).remove("health"));
        return tree;
    }

    /** They come in any order. */
    private static void sortViolations(JsonNode answer) {
        if (answer.path("violations") instanceof ArrayNode violations) {
            List<JsonNode> sorted = new ArrayList<>();
            violations.forEach(sorted::add);
            sorted.sort(Comparator.comparing(JsonNode::toString));
            violations.removeAll();
            violations.addAll(sorted);
        }
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException broken) {
            throw new AssertionError(json, broken);
        }
    }
}
