package dev.scanrelay.chart;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The settings that the service knows: its own as docs/configuration.md names them, which another test holds against the code; Quarkus' as its
 * extensions describe them, those alone that are read at the start of a process; and those that Kafka's clients know.
 */
final class Known {

    private static final Pattern ROW = Pattern.compile("^\\| `(scanrelay[^`]+)` \\|", Pattern.MULTILINE);
    private static final Set<String> OF_THE_PLATFORM = Set.of("JAVA_TOOL_OPTIONS", "SMALLRYE_CONFIG_LOCATIONS", "TZ");

    private final Set<String> names;

    private Known(Set<String> names) {
        this.names = names;
    }

    static Known read() throws IOException {
        return new Known(
                Stream.of(ours(), quarkus(), kafka()).flatMap(Set::stream).collect(Collectors.toUnmodifiableSet()));
    }

    boolean asVariable(String variable) {
        return OF_THE_PLATFORM.contains(variable)
                || names.stream().anyMatch(name -> variable(name).equals(variable));
    }

    boolean asName(String name) {
        return names.contains(name)
                || names.stream().anyMatch(known -> pattern(known).matcher(name).matches());
    }

    /** As MicroProfile Config spells a name in the environment. */
    static String variable(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static Pattern pattern(String known) {
        return Pattern.compile(Stream.of(known.split("\"<name>\"", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining("(\"[^\"]+\"|[^.\"]+)")));
    }

    /** Those that the page calls required; the keyset may come in one of two ways, and what others require is named by hand. */
    static Set<String> required() throws IOException {
        Set<String> required = new HashSet<>(Set.of(
                "scanrelay.secret.keyset",
                "quarkus.datasource.reactive.url",
                "quarkus.datasource.jdbc.url",
                "quarkus.datasource.username",
                "quarkus.datasource.password",
                "kafka.bootstrap.servers"));
        Files.readString(page())
                .lines()
                .filter(line -> line.contains("Required."))
                .map(ROW::matcher)
                .filter(Matcher::find)
                .map(row -> row.group(1))
                .filter(name -> !name.contains("<name>")) // only where there is one of that name
                .forEach(required::add);
        return required;
    }

    private static Path page() {
        return Path.of("docs", "configuration.md");
    }

    private static Set<String> ours() throws IOException {
        return ROW.matcher(Files.readString(page()))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toSet());
    }

    private static Set<String> kafka() {
        return Stream.of(ProducerConfig.configNames(), ConsumerConfig.configNames(), AdminClientConfig.configNames())
                .flatMap(Set::stream)
                .map(name -> "kafka." + name)
                .collect(Collectors.toSet());
    }

    private static Set<String> quarkus() throws IOException {
        Set<String> found = new HashSet<>();
        for (URL model : Collections.list(
                Known.class.getClassLoader().getResources("META-INF/quarkus-config-doc/quarkus-config-model.json"))) {
            try (InputStream in = model.openStream()) {
                collect(new JsonMapper().readTree(in), found);
            }
        }
        return found;
    }

    private static void collect(JsonNode node, Set<String> found) {
        if (node.path("phase").asString("").equals("RUN_TIME")) {
            found.add(node.path("path").path("property").asString(""));
        }
        node.values().stream().filter(JsonNode::isContainer).forEach(child -> collect(child, found));
    }
}
