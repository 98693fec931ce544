package dev.scanrelay.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The page that consumers generate from, against the types and topics of this service. {@link dev.scanrelay.testing.AsyncApi} holds records against it. */
class AsyncApiTest {

    private static final Path PAGE = Path.of("docs/asyncapi.yaml");
    private static final JsonNode DOCUMENT = new YAMLMapper().readTree(PAGE.toFile());

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ENDPOINT_TEST")
    void eachTypeIsAMessageWithItsSchema(EventType type) throws Exception {
        JsonNode message = message(type.wireName());

        Path schema = PAGE.resolveSibling(message.path("payload").path("$ref").asString());
        assertThat(new JsonMapper()
                        .readTree(Files.readString(schema))
                        .path("$id")
                        .asString())
                .isEqualTo(type.schema().toString());
    }

    @Test
    void readersAreToldOfAllButWhatIsForTheOperatorAlone() {
        assertThat(messagesOn("operator")).isEqualTo(EventType.toReaders());
        assertThat(messagesOn("partner")).isEqualTo(EventType.toReaders());
        assertThat(messagesOn("deadLetters")).containsExactly(EventType.ORDER_PARKED.wireName());
        assertThat(names())
                .isEqualTo(Arrays.stream(EventType.values())
                        .filter(type -> type != EventType.ENDPOINT_TEST) // never announced
                        .map(EventType::wireName)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void topicsHaveTheNamesThatTheyHaveUnlessSet() {
        TopicSettings usual = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(TopicSettings.class)
                .build()
                .getConfigMapping(TopicSettings.class);

        assertThat(DOCUMENT.at("/channels/operator/address").asString()).isEqualTo(usual.orders());
        assertThat(DOCUMENT.at("/channels/deadLetters/address").asString()).isEqualTo(usual.deadLetters());
    }

    @Test
    void leadsNowhereThatIsNotThere() {
        assertThat(references(DOCUMENT)).isNotEmpty().allSatisfy(reference -> {
            if (reference.startsWith("#")) {
                assertThat(DOCUMENT.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse();
            } else {
                assertThat(PAGE.resolveSibling(reference)).exists();
            }
        });
    }

    private static JsonNode message(String name) {
        return DOCUMENT.at("/components/messages")
                .valueStream()
                .filter(message -> message.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no message " + name));
    }

    private static Set<String> messagesOn(String channel) {
        return DOCUMENT.path("channels")
                .path(channel)
                .path("messages")
                .valueStream()
                .map(reference -> DOCUMENT.at(reference.path("$ref").asString().substring(1)))
                .map(message -> message.path("name").asString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names() {
        return DOCUMENT.at("/components/messages")
                .valueStream()
                .map(message -> message.path("name").asString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> references(JsonNode node) {
        Set<String> found = new HashSet<>();
        if (node.has("$ref")) {
            found.add(node.path("$ref").asString());
        }
        Stream.concat(
                        node.isObject() ? node.valueStream() : Stream.empty(),
                        node.isArray() ? node.valueStream() : Stream.empty())
                .forEach(child -> found.addAll(references(child)));
        return found;
    }
}
