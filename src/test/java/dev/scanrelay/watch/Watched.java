package dev.scanrelay.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The rules and dashboards as they are delivered. */
public final class Watched {

    static final Path RULES = Path.of("helm/scanrelay/files/rules");
    static final Path DASHBOARDS = Path.of("helm/scanrelay/files/dashboards");
    private static final Path CASES = Path.of("src/test/resources/rules");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final ObjectMapper JSON = new ObjectMapper();

    private Watched() {}

    /** One query and where it stands. */
    public record Query(String where, String text) {}

    /** One rule: it records, or it alerts. */
    record Rule(Path file, JsonNode node) {

        Optional<String> records() {
            return Optional.ofNullable(node.get("record")).map(JsonNode::asText);
        }

        Optional<String> alerts() {
            return Optional.ofNullable(node.get("alert")).map(JsonNode::asText);
        }

        String expression() {
            return node.get("expr").asText();
        }

        String annotation(String name) {
            return node.path("annotations").path(name).asText();
        }
    }

    static List<Rule> rules() {
        return files(RULES, ".yaml").stream()
                .flatMap(file -> read(YAML, file)
                        .get("groups")
                        .valueStream()
                        .flatMap(group -> group.get("rules").valueStream())
                        .map(rule -> new Rule(file, rule)))
                .toList();
    }

    static List<Rule> alerts() {
        return rules().stream().filter(rule -> rule.alerts().isPresent()).toList();
    }

    /** Names of series that rules make. */
    public static List<String> recorded() {
        return rules().stream().flatMap(rule -> rule.records().stream()).toList();
    }

    static JsonNode dashboard(Path file) {
        return read(JSON, file);
    }

    static List<Path> dashboards() {
        return files(DASHBOARDS, ".json");
    }

    /** Panels, those in rows included. */
    static Stream<JsonNode> panels(JsonNode dashboard) {
        return dashboard.path("panels").valueStream().flatMap(panel -> Stream.concat(Stream.of(panel), panels(panel)));
    }

    /** Of all rules, panels and runbooks. */
    public static List<Query> queries() {
        return Stream.of(
                        rules().stream()
                                .map(rule -> new Query(
                                        rule.records().or(rule::alerts).orElseThrow(), rule.expression())),
                        dashboards().stream()
                                .flatMap(file -> panels(dashboard(file))
                                        .flatMap(panel -> panel.path("targets")
                                                .valueStream()
                                                .filter(target -> target.has("expr"))
                                                .map(target -> new Query(
                                                        file.getFileName() + ", "
                                                                + panel.path("title")
                                                                        .asText(),
                                                        target.get("expr").asText())))),
                        Runbook.all().stream()
                                .flatMap(page -> page.blocks("promql").stream()
                                        .flatMap(String::lines)
                                        .map(line -> new Query(page.name(), line.replaceAll(" +#.*", "")))))
                .flatMap(queries -> queries)
                .toList();
    }

    /** Unit tests of rules. */
    public static List<Path> alertCases() {
        return files(CASES, ".yaml");
    }

    /** The alerts that they make fire. */
    static List<String> alertsTried(Path cases) {
        return read(YAML, cases)
                .get("tests")
                .valueStream()
                .flatMap(test -> test.path("alert_rule_test").valueStream())
                .filter(tried -> !tried.path("exp_alerts").isEmpty())
                .map(tried -> tried.get("alertname").asText())
                .toList();
    }

    static List<Path> files(Path folder, String suffix) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static JsonNode read(ObjectMapper mapper, Path file) {
        try {
            return mapper.readTree(file.toFile());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
