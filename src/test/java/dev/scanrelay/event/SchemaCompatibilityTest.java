package dev.scanrelay.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schemas of events against those that readers were told. After a change that breaks nobody,
 * {@code ./mvnw test -Dtest=SchemaCompatibilityTest -Dschemas.write} tells readers the new ones; a change that does is a new version beside the old.
 */
class SchemaCompatibilityTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Path TOLD = Path.of("src/test/resources/schemas/told");
    private static final Path NOW = Path.of("src/main/resources/schemas/events");

    static List<String> files() throws IOException {
        try (Stream<Path> all = Stream.concat(Files.list(TOLD), Files.list(NOW))) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void noReaderIsBroken(String file) throws IOException {
        if (Files.exists(TOLD.resolve(file))) {
            assertThat(NOW.resolve(file)).as("a schema that readers were told").exists();
            assertThat(SchemaChanges.breaking(read(TOLD, file), read(NOW, file)))
                    .as("make %s a new version beside this one", file)
                    .isEmpty();
        }
        if (System.getProperty("schemas.write") != null) {
            Files.copy(NOW.resolve(file), TOLD.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(TOLD.resolve(file))
                .as("what readers are told; write it with -Dschemas.write")
                .hasSameTextualContentAs(NOW.resolve(file));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'properties':{}} | /id was removed",
                "{'properties':{'id':{'type':'integer'}}} | /id/type changed",
                "{'properties':{'id':{'type':['string','null']}}} | /id/type changed",
                "{'properties':{'id':{'type':'string','format':'uuid'}}} | /id/format changed",
                "{'properties':{'id':{'type':'string','maxLength':3}}} | /id/maxLength changed",
                "{'additionalProperties':false} | /additionalProperties changed",
                "{'required':['id','kind']} | /kind became required: events from before lack it",
                "{'required':[]} | /id is required no more: readers rely on it",
                "{'$id':'urn:other'} | /$id changed",
                "{'properties':{'kind':{'enum':['a','b','c']}}} | /kind/enum changed",
                "{'properties':{'kind':{'enum':['a']}}} | /kind/enum changed",
                "{'properties':{'files':{'items':{'properties':{}}}}} | /files/items/name was removed",
                "{'properties':{'files':{'type':'array'}}} | /files/items was removed",
            })
    void findsWhatBreaksReaders(String change, String said) {
        assertThat(SchemaChanges.breaking(base(), changed(change))).contains(said);
    }

    @Test
    void letsTextsChangeAndOptionalPropertiesCome() {
        JsonNode more = changed("{'description':'Other words','properties':{'extra':{'type':'string'}}}");

        assertThat(SchemaChanges.breaking(base(), more)).isEmpty();
    }

    private static JsonNode base() {
        return json(
                "{'$id':'urn:one','type':'object','required':['id'],'description':'Words','properties':{'id':{'type':'string'},"
                        + "'kind':{'enum':['a','b']},'files':{'type':'array','items':{'properties':{'name':{'type':'string'}}}}}}");
    }

    /** The base with these members in the place of its own; of its properties those that are named alone are replaced, and none that is empty. */
    private static JsonNode changed(String change) {
        var result = (ObjectNode) base();
        json(change).properties().forEach(member -> {
            if (member.getKey().equals("properties") && !member.getValue().isEmpty()) {
                member.getValue()
                        .properties()
                        .forEach(property ->
                                ((ObjectNode) result.path("properties")).set(property.getKey(), property.getValue()));
            } else {
                result.set(member.getKey(), member.getValue());
            }
        });
        return result;
    }

    private static JsonNode json(String text) {
        return JSON.readTree(text.replace('\'', '"'));
    }

    private static JsonNode read(Path folder, String file) throws IOException {
        return JSON.readTree(Files.readString(folder.resolve(file)));
    }
}
