package dev.scanrelay.openapi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/openapi.yaml is what the running service says of itself. {@code -Dopenapi.write} writes it anew. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class CheckedInDocumentTest {

    private static final Path PAGE = Path.of("docs", "openapi.yaml");

    @Test
    void isWhatTheServiceSays() throws IOException {
        String served =
                given().get("/api/v1/openapi").then().statusCode(200).extract().asString();
        if (System.getProperty("openapi.write") != null) {
            Files.writeString(PAGE, served);
        }

        assertThat(PAGE)
                .as("the API changed: write docs/openapi.yaml anew, see docs/build.md")
                .hasContent(served);
    }
}
