package dev.scanrelay.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.scanrelay.console.Surfer;
import dev.scanrelay.testing.SandboxService;
import dev.scanrelay.testing.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * docs/integrate.md, done to the letter: its commands in one shell, in order, against a running service and sandbox, and what they
 * print compared with what the page promises. {@code -Dguide.write} puts in what they print.
 */
@QuarkusTest
@TestProfile(ManualProfile.class)
class IntegrationGuideTest {

    private static final Path PAGE = Path.of("docs", "integrate.md");
    private static final ObjectMapper JSON = new ObjectMapper();
    /** As the last element of a list on the page: there is more of the kind. */
    private static final String MORE = "...";

    private static final int SHOWN = 2;

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    @ConfigProperty(name = SandboxService.BASE)
    String sandbox;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    private final Volatile values = new Volatile(Instant.now());

    @Test
    @Timeout(180)
    void doesWhatItSays(@TempDir Path folder) throws IOException {
        Guide guide = Guide.read(PAGE);
        String page = guide.text();
        Map<String, String> here = here(folder);
        try (Shell shell = new Shell(folder)) {
            for (Guide.Step step : guide.steps()) {
                switch (step) {
                    case Guide.Step.Person person -> pair(shell);
                    case Guide.Step.Run run -> {
                        Shell.Printed printed = shell.run(placed(run.commands(), here));
                        assertThat(printed.status())
                                .as("%s\nprinted: %s", run.commands(), printed.text())
                                .isZero();
                        page = check(run, printed.text(), page);
                    }
                }
            }
        } finally {
            if (System.getProperty("guide.write") != null) {
                Files.writeString(PAGE, page);
            }
        }
    }

    /** The few values at the top of the page that are a reader's own. */
    private Map<String, String> here(Path folder) throws IOException {
        Path watch = folder.resolve("watch");
        Files.writeString(
                watch,
                "-Dslf4j.internal.verbosity=ERROR\n-cp \"%s\"\ndev.scanrelay.local.Watch\n%s\n"
                        .formatted(watchersClasses(), kafka));
        return Map.of(
                "SCANRELAY",
                "http://127.0.0.1:" + port,
                "SANDBOX",
                sandbox,
                "KEY",
                TestKeys.admin(),
                "EVENTS",
                "'" + Path.of(System.getProperty("java.home"), "bin", "java") + " -Xmx64m @" + watch + "'");
    }

    /** As the local start writes them into target/local/watch. */
    private static String watchersClasses() {
        return Stream.of(
                        "dev.scanrelay.local.Watch",
                        "org.apache.kafka.clients.consumer.KafkaConsumer",
                        "org.slf4j.Logger")
                .map(IntegrationGuideTest::home)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String home(String type) {
        try {
            return Path.of(ClassLoader.getSystemClassLoader()
                            .loadClass(type)
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (ClassNotFoundException | URISyntaxException never) {
            throw new IllegalStateException(never);
        }
    }

    private static String placed(String commands, Map<String, String> here) {
        String placed = commands;
        for (Map.Entry<String, String> own : here.entrySet()) {
            placed = placed.replaceAll("(?m)^" + own.getKey() + "=[^$\\n]*$", own.getKey() + "=" + own.getValue());
        }
        return placed;
    }

    /** "Open the link, sign in, choose the clinic, take notice." */
    private static void pair(Shell shell) throws IOException {
        Surfer person = new Surfer();
        person.open(shell.run("echo $LINK").text()).submit().signIn("piotr.zielinski");
        person.submit("account", "104577");
        assertThat(person.heading()).isEqualTo("One thing before scans arrive");
        person.submit();
        assertThat(person.heading()).isEqualTo("Your clinic is connected");
    }

    private String check(Guide.Step.Run run, String printed, String page) {
        if (System.getProperty("guide.write") != null) {
            return run.prints()
                    .map(old ->
                            page.replace(run.commands() + block(old), run.commands() + block(shown(printed) + "\n")))
                    .orElse(page);
        }
        String promised = run.prints().orElse("").strip();
        assertThat(says(promised, printed))
                .as("%s\nshould print\n%s\nbut prints\n%s", run.commands(), promised, printed)
                .isTrue();
        return page;
    }

    private static String block(String prints) {
        String language = prints.startsWith("{") || prints.startsWith("[") ? "json" : "text";
        return "```\n\n```" + language + "\n" + prints + "```";
    }

    private static boolean says(String promised, String printed) {
        Optional<JsonNode> wanted = json(promised);
        return wanted.isPresent()
                ? json(printed).filter(got -> says(wanted.get(), got)).isPresent()
                : Volatile.masked(promised).equals(Volatile.masked(printed));
    }

    private static boolean says(JsonNode promised, JsonNode printed) {
        if (promised.isArray() && printed.isArray()) {
            return saysList(promised, printed);
        }
        if (promised.isObject() && printed.isObject()) {
            return promised.size() == printed.size()
                    && promised.properties().stream()
                            .allMatch(field ->
                                    printed.has(field.getKey()) && says(field.getValue(), printed.get(field.getKey())));
        }
        return promised.equals(printed);
    }

    private static boolean saysList(JsonNode promised, JsonNode printed) {
        boolean more = !promised.isEmpty()
                && promised.get(promised.size() - 1).asText().equals(MORE);
        int named = more ? promised.size() - 1 : promised.size();
        if (more ? printed.size() <= named : printed.size() != named) {
            return false;
        }
        for (int i = 0; i < named; i++) {
            if (!says(promised.get(i), printed.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static Optional<JsonNode> json(String text) {
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(Volatile.masked(text)));
        } catch (JsonProcessingException broken) {
            return Optional.empty();
        }
    }

    private String shown(String printed) {
        String printable = values.printable(printed);
        try {
            return printable.startsWith("{") || printable.startsWith("[")
                    ? JSON.writerWithDefaultPrettyPrinter().writeValueAsString(shortened(JSON.readTree(printable)))
                    : printable;
        } catch (JsonProcessingException lines) {
            return printable;
        }
    }

    private static JsonNode shortened(JsonNode tree) {
        if (tree instanceof ArrayNode list && list.size() > SHOWN + 1) {
            while (list.size() > SHOWN) {
                list.remove(list.size() - 1);
            }
            list.add(MORE);
        }
        tree.forEach(IntegrationGuideTest::shortened);
        return tree;
    }
}
