package dev.scanrelay.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/itero-coverage.md: every API of Align's has a client, a sandbox route, an endpoint and a test, and they are there. */
class CoveragePageTest {

    private static final List<String> APIS = List.of(
            "A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "D1", "D2", "D2b", "D3", "D4", "D5", "D6", "P1", "P2", "P3",
            "P4", "P5");

    private static final Pattern ROW = Pattern.compile(
            "^\\| (?<number>\\w+) \\| [^|]+ \\| `(?<client>[^`|]+)` \\| `(?<sandbox>[^`|]+)` \\| `(?<endpoint>[^`|]+)`"
                    + " \\| `(?<test>[^`|]+)` \\|$",
            Pattern.MULTILINE);
    private static final Pattern PATH = Pattern.compile("^ {2}(/\\S+):$");
    private static final Pattern METHOD = Pattern.compile("^ {4}(get|put|post|delete|patch|head):$");

    record Row(String number, String client, String sandbox, String endpoint, String test) {}

    @Test
    void hasOneWholeRowForEveryApi() throws IOException {
        assertThat(rows()).extracting(Row::number).containsExactlyElementsOf(APIS);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void namesAMethodOfTheClient(Row row) throws IOException {
        assertThat(declarations(Path.of("src", "main", "java"), row.client())).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void namesARouteOfTheSandbox(Row row) throws IOException {
        String[] route = row.sandbox().split(" ");
        Pattern mounted =
                Pattern.compile("\"" + route[0] + "\",\\s*\"" + Pattern.quote(route[1]) + "\"", Pattern.DOTALL);
        assertThat(sources(Path.of("src", "local", "java"), ".java"))
                .anyMatch(source -> mounted.matcher(source).find());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void namesACallOfTheApi(Row row) throws IOException {
        assertThat(calls()).contains(row.endpoint());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void namesATest(Row row) throws IOException {
        assertThat(declarations(Path.of("src", "test", "java"), row.test()))
                .singleElement()
                .asString()
                .containsPattern("@(Parameterized)?Test\\b");
    }

    static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        Matcher row = ROW.matcher(Files.readString(Path.of("docs", "itero-coverage.md")));
        while (row.find()) {
            rows.add(new Row(
                    row.group("number"),
                    row.group("client"),
                    row.group("sandbox"),
                    row.group("endpoint"),
                    row.group("test")));
        }
        return rows;
    }

    /** The declarations of {@code Class.method}, each with its annotations. */
    private static List<String> declarations(Path root, String name) throws IOException {
        String[] parts = name.split("\\.");
        Pattern declared = Pattern.compile("^ {4}[\\w<>., ]+ " + Pattern.quote(parts[1]) + "\\(", Pattern.MULTILINE);
        return sources(root, "/" + parts[0] + ".java").stream()
                .flatMap(source -> declared.matcher(source)
                        .results()
                        .map(found ->
                                source.substring(source.lastIndexOf("\n    }\n", found.start()) + 1, found.end())))
                .toList();
    }

    private static List<String> sources(Path root, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<String> sources = new ArrayList<>();
            for (Path file :
                    files.filter(each -> each.toString().endsWith(ending)).toList()) {
                sources.add(Files.readString(file));
            }
            return sources;
        }
    }

    private static Set<String> calls() throws IOException {
        Set<String> calls = new HashSet<>();
        String path = "";
        for (String line : Files.readAllLines(Path.of("docs", "openapi.yaml"))) {
            Matcher at = PATH.matcher(line);
            Matcher method = METHOD.matcher(line);
            if (at.matches()) {
                path = at.group(1);
            } else if (method.matches()) {
                calls.add(method.group(1).toUpperCase(Locale.ROOT) + " " + path);
            }
        }
        return calls;
    }
}
