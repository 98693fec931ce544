package dev.scanrelay.openapi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The description of the API, as the running service gives it. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class OpenApiDocumentTest {

    private static final Pattern NAME = Pattern.compile("[a-z]+([A-Z][a-z]+)+");
    private static final List<String> NEEDED = List.of("operationId", "summary", "tags", "responses");

    @Test
    void namesEveryCallByVerbAndNounAndEachOnce() throws IOException {
        Set<String> seen = new HashSet<>();
        List<String> odd = new ArrayList<>();
        for (JsonNode operation : operations()) {
            String id = operation.path("operationId").asText();
            if (!NAME.matcher(id).matches() || !seen.add(id)) {
                odd.add(id + ": " + operation.path("summary").asText());
            }
        }

        assertThat(odd).isEmpty();
    }

    @Test
    void saysOfEveryCallWhatItIsAndWhatItAnswers() throws IOException {
        assertThat(operations())
                .allSatisfy(operation -> NEEDED.forEach(
                        field -> assertThat(operation.has(field)).as(field).isTrue()));
    }

    @Test
    void givesEveryErrorTheSameForm() throws IOException {
        for (JsonNode operation : operations()) {
            operation.path("responses").properties().stream()
                    .filter(answer -> answer.getKey().matches("[45].."))
                    .filter(answer -> !answer.getValue().has("$ref"))
                    .forEach(answer -> assertThat(answer.getValue()
                                    .at("/content/application~1problem+json/schema/$ref")
                                    .asText())
                            .as("%s %s", operation.path("operationId"), answer.getKey())
                            .isEqualTo("#/components/schemas/Problem"));
        }
    }

    private static List<JsonNode> operations() throws IOException {
        return StreamSupport.stream(
                        new ObjectMapper().readTree(document()).path("paths").spliterator(), false)
                .flatMap(path -> path.properties().stream())
                .filter(entry -> !entry.getKey().equals("parameters"))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static String document() {
        return given().get("/api/v1/openapi?format=json")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }
}
