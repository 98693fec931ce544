package dev.scanrelay.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.scanrelay.security.Scopes;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** The compose file, as far as it can be held against the service and its own words without images. */
class ComposeTest {

    private static final Path FOLDER = Path.of("deploy/compose");
    private static final Path SCHEMA = Path.of("src/test/resources/compose/compose-spec.json");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> OURS = Set.of("keyset", "migrate", "scanrelay");
    private static final JsonNode FILE = read(FOLDER.resolve("compose.yaml"));

    @Test
    void isAComposeFile() throws IOException {
        var problems = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(Files.readString(SCHEMA)
                        .replace("\"compose_spec.json\"", "\"https://example.com/compose_spec.json\""))
                .validate(FILE.toString(), InputFormat.JSON);

        assertThat(problems).isEmpty();
    }

    @Test
    void setsWhatTheServiceKnows() throws IOException {
        List<Pattern> settings = settings();
        String pages = Files.readString(Path.of("docs/operate.md"))
                + Files.readString(Path.of("docs/observability.md"))
                + Files.readString(Path.of("src/main/resources/application.properties"));

        Set<String> unknown = OURS.stream()
                .flatMap(service -> names(service(service).path("environment")))
                .filter(name -> settings.stream()
                        .noneMatch(setting -> setting.matcher(name).matches()))
                .filter(name -> !pages.contains(name)
                        && !pages.contains(property(name))
                        && !name.startsWith("QUARKUS_LOG_CATEGORY__"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(unknown).isEmpty();
    }

    @Test
    void pinsImagesAndBuildsOurs() {
        assertThat(services()).allSatisfy((name, service) -> {
            String image = service.path("image").asText();
            if (service.has("build")) {
                assertThat(image).endsWith(":local");
                assertThat(service.at("/build/dockerfile").asText()).startsWith("deploy/Dockerfile");
            } else {
                assertThat(image).matches("[a-z0-9./-]+:v?\\d+\\.\\d+(\\.\\d+)*");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy/Dockerfile", "deploy/Dockerfile.sandbox"})
    void buildsOursOnOneVersionOfJava(String file) throws IOException {
        assertThat(Files.readString(Path.of(file)))
                .containsPattern(
                        "(?m)^ARG BASE=docker\\.io/library/eclipse-temurin:\\d+\\.\\d+\\.\\d+(\\.\\d+)?_\\d+-jre-noble$");
    }

    @Test
    void publishesEachPortOnceAndOnThisMachineAlone() {
        List<String> published = services().values().stream()
                .flatMap(service -> texts(service.path("ports")))
                .map(port -> port.substring(0, port.lastIndexOf(':')))
                .toList();

        assertThat(published)
                .hasSizeGreaterThan(8)
                .doesNotHaveDuplicates()
                .allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    @Test
    void tellsWhetherWhatStaysIsWell() {
        assertThat(services())
                .allSatisfy((name, service) -> assertThat(service.has("healthcheck"))
                        .as(name)
                        .isEqualTo(!service.path("restart").asText().equals("no")));
    }

    @Test
    void waitsForWhatIsThereAndForAsMuchAsItCanTell() {
        assertThat(services())
                .allSatisfy((name, service) -> service.path("depends_on")
                        .properties()
                        .forEach(needed -> {
                            JsonNode other = service(needed.getKey());
                            switch (needed.getValue().path("condition").asText()) {
                                case "service_healthy" ->
                                    assertThat(other.has("healthcheck")).isTrue();
                                case "service_completed_successfully" ->
                                    assertThat(other.path("restart").asText()).isEqualTo("no");
                                default ->
                                    assertThat(needed.getValue()
                                                    .path("condition")
                                                    .asText())
                                            .isEqualTo("service_started");
                            }
                        }));
    }

    @Test
    void mountsWhatIsThere() {
        Set<String> volumes = names(FILE.path("volumes")).collect(Collectors.toSet());

        assertThat(services().values().stream().flatMap(service -> texts(service.path("volumes"))))
                .hasSizeGreaterThan(10)
                .allSatisfy(mount -> {
                    String source = mount.substring(0, mount.indexOf(':'));
                    assertThat(volumes.contains(source) || Files.exists(FOLDER.resolve(source)))
                            .as(mount)
                            .isTrue();
                    assertThat(source.startsWith(".") && !mount.endsWith(":ro"))
                            .as("%s can be written", mount)
                            .isFalse();
                });
    }

    @Test
    void givesTheStoreTheKeysThatTheServiceHas() {
        JsonNode environment = service("scanrelay").path("environment");
        JsonNode keys = read(FOLDER.resolve("s3/s3.json")).at("/identities/0/credentials/0");

        assertThat(keys.path("accessKey").asText())
                .isEqualTo(environment.path("SCANRELAY_STORE_ACCESS_KEY").asText());
        assertThat(keys.path("secretKey").asText())
                .isEqualTo(environment.path("SCANRELAY_STORE_SECRET_KEY").asText());
    }

    @Test
    void hasAnIssuerWithARoleForEachScope() {
        JsonNode realm = read(FOLDER.resolve("keycloak/realm.json"));

        assertThat(realm.at("/roles/realm")
                        .valueStream()
                        .map(role -> role.path("name").asText()))
                .containsExactlyInAnyOrderElementsOf(scopes());
        assertThat(realm.path("clients").valueStream())
                .isNotEmpty()
                .allSatisfy(client -> assertThat(client.path("protocolMappers")
                                .valueStream()
                                .map(mapper -> mapper.at("/config/claim.name").asText()))
                        .contains("realm_access.roles", "scanrelay_partner"));
        assertThat(service("scanrelay").at("/environment/SCANRELAY_OIDC_ISSUER").asText())
                .endsWith("/realms/" + realm.path("realm").asText());
    }

    @Test
    void readsTheRulesAndDashboardsThatAreDelivered() {
        assertThat(texts(service("prometheus").path("volumes")))
                .anyMatch(mount -> mount.startsWith("../../helm/scanrelay/files/rules:"));
        assertThat(texts(service("grafana").path("volumes")))
                .anyMatch(mount -> mount.startsWith("../../helm/scanrelay/files/dashboards:"));
        assertThat(read(FOLDER.resolve("prometheus.yml"))
                        .at("/scrape_configs/0/static_configs/0/targets/0")
                        .asText())
                .isEqualTo("scanrelay:8080");
    }

    /** As environment variables; a name of the operator's choice may be anything. */
    private static List<Pattern> settings() throws IOException {
        return Pattern.compile("(?m)^\\| `(scanrelay[^`]+)` \\|")
                .matcher(Files.readString(Path.of("docs/configuration.md")))
                .results()
                .map(row -> row.group(1).replaceAll("\"<[^>]+>\"", "@").toUpperCase(java.util.Locale.ROOT))
                .map(name -> Pattern.compile(name.replaceAll("[^A-Z0-9@]", "_").replace("@", "[A-Z0-9_]+")))
                .toList();
    }

    private static String property(String variable) {
        return variable.toLowerCase(java.util.Locale.ROOT).replace('_', '.');
    }

    private static List<String> scopes() {
        Predicate<Field> constant = field -> field.getType() == String.class
                && Modifier.isStatic(field.getModifiers())
                && Modifier.isPublic(field.getModifiers());
        return Arrays.stream(Scopes.class.getFields())
                .filter(constant)
                .map(ComposeTest::value)
                .toList();
    }

    private static String value(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException closed) {
            throw new IllegalStateException(closed);
        }
    }

    private static JsonNode service(String name) {
        JsonNode service = FILE.path("services").path(name);
        assertThat(service.isMissingNode()).as(name).isFalse();
        return service;
    }

    private static Map<String, JsonNode> services() {
        return FILE.path("services").properties().stream().collect(Collectors.toMap(Entry::getKey, Entry::getValue));
    }

    private static Stream<String> names(JsonNode node) {
        return node.properties().stream().map(Entry::getKey);
    }

    private static Stream<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText);
    }

    /** Anchors and merges are resolved. */
    private static JsonNode read(Path file) {
        try {
            return JSON.valueToTree(new Yaml().load(Files.readString(file)));
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
