package dev.scanrelay.openapi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.scanrelay.docs.ManualProfile;
import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.testing.SandboxService;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/**
 * The examples of the API's description are answers of the service: a test calls it as a practice software would, and compares
 * what comes, ids and times aside, with what is checked in. {@code -Dexamples.write} writes them anew.
 */
@QuarkusTest
@TestProfile(ManualProfile.class)
class ExamplesTest {

    private static final Path FOLDER = Path.of("src", "main", "resources", "openapi", "examples");
    private static final ObjectMapper JSON = new ObjectMapper();

    @ConfigProperty(name = SandboxService.BASE)
    URI sandbox;

    @Test
    void areWhatTheServiceAnswers() throws IOException {
        Recorder recorder = new Recorder();
        new Story(recorder, new SandboxClient(sandbox)).tell();

        if (System.getProperty("examples.write") != null) {
            recorder.write(FOLDER);
        }

        assertThat(recorder.differences(FOLDER)).isEmpty();
    }

    @Test
    void areOfTheFormThatTheDescriptionGives() throws IOException {
        JsonNode document =
                JSON.readTree(given().get("/api/v1/openapi?format=json").asString());
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        Map<String, List<Error>> wrong = new TreeMap<>();
        int checked = 0;
        for (JsonNode path : document.path("paths")) {
            for (JsonNode operation : path) {
                List<JsonNode> contents = new ArrayList<>();
                contents.add(operation.at("/requestBody/content/application~1json"));
                operation
                        .path("responses")
                        .forEach(answer -> answer.path("content").forEach(contents::add));
                for (JsonNode content : contents) {
                    if (content.has("example")) {
                        checked++;
                        List<Error> errors = schema(registry, content.path("schema"), document)
                                .validate(content.path("example").toString(), InputFormat.JSON);
                        if (!errors.isEmpty()) {
                            wrong.put(operation.path("operationId").asText(), errors);
                        }
                    }
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(checked).isGreaterThan(30);
    }

    private static Schema schema(SchemaRegistry registry, JsonNode schema, JsonNode document) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.path("components"));
        return registry.getSchema(whole.toString(), InputFormat.JSON);
    }
}
