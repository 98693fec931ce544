package dev.scanrelay.local.exam;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/** The command line of {@link ExamMain}. An {@link IllegalArgumentException} says what is wrong with it. */
final class Arguments {

    static final String USAGE = """
            Name one way in which your software hears of events:
              --url=http://127.0.0.1:8093/scans                   an endpoint
              --feed                                              the feed, in pages or as a stream
              --kafka=127.0.0.1:9092 --topic=orders.test.v1       a topic; --kafka-settings=FILE to sign in
            and what else is not as usual: --key, --host, --port, --secret, --v1a, --patience, --files-only,
            --restart-command, --only, --report. docs/exam.md has them all.""";

    private static final Set<String> KNOWN = Set.of(
            "url",
            "feed",
            "kafka",
            "topic",
            "kafka-settings",
            "key",
            "host",
            "port",
            "secret",
            "v1a",
            "patience",
            "files-only",
            "restart-command",
            "only",
            "report");

    private final List<String> written;

    Arguments(List<String> written) {
        this.written = List.copyOf(written);
        written.stream().filter(one -> !isKnown(one)).findFirst().ifPresent(unknown -> {
            throw new IllegalArgumentException(unknown + " is no argument of the exam.\n" + USAGE);
        });
        var ways = Stream.of("url", "feed", "kafka").filter(this::has).count();
        if (ways != 1 || has("kafka") != has("topic")) {
            throw new IllegalArgumentException(USAGE);
        }
        if (get("url").filter(url -> !isHttp(url)).isPresent()) {
            throw new IllegalArgumentException("--url has to begin with http:// or https://.");
        }
        scenarios();
    }

    private static boolean isKnown(String argument) {
        return argument.startsWith("--") && KNOWN.contains(name(argument));
    }

    private static boolean isHttp(String url) {
        return url.startsWith("http://") || url.startsWith("https://");
    }

    ExamConfig config() {
        var config = ExamConfig.defaults()
                .withHost(get("host").orElse("127.0.0.1"))
                .withPort(number("port", 8092))
                .withSecret(get("secret").orElse(ExamConfig.SECRET))
                .withPublicKeys(has("v1a"))
                .withKey(get("key").orElse("exam"))
                .withPatience(Duration.ofSeconds(number("patience", 15)))
                .withFilesOnly(has("files-only"))
                .withOnly(scenarios());
        return get("restart-command")
                .map(command -> config.withRestart(new RestartCommand(command)))
                .orElse(config);
    }

    Path report() {
        return Path.of(get("report").orElse("target/exam"));
    }

    Report hold(Exam exam) throws InterruptedException, IOException {
        if (has("feed")) {
            return exam.ofFeed();
        }
        return has("kafka")
                ? exam.ofTopic(get("kafka").orElseThrow(), get("topic").orElseThrow(), settings())
                : exam.ofEndpoint(URI.create(get("url").orElseThrow()));
    }

    private Properties settings() throws IOException {
        var settings = new Properties();
        if (has("kafka-settings")) {
            try (InputStream file =
                    Files.newInputStream(Path.of(get("kafka-settings").orElseThrow()))) {
                settings.load(file);
            }
        }
        return settings;
    }

    private Set<String> scenarios() {
        var asked = get("only").map(text -> Set.of(text.split(","))).orElse(Set.of());
        var known = Scenarios.all().stream().map(Scenario::id).toList();
        if (!known.containsAll(asked)) {
            throw new IllegalArgumentException(
                    "--only takes ids of scenarios, with commas: " + String.join(", ", known) + ".");
        }
        return asked;
    }

    private int number(String name, int otherwise) {
        return get(name).map(text -> whole(name, text)).orElse(otherwise);
    }

    private static int whole(String name, String text) {
        if (!text.matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("--" + name + " is not a number.");
        }
        return Integer.parseInt(text);
    }

    private static String name(String argument) {
        return argument.substring(2).replaceFirst("=.*", "");
    }

    private boolean has(String name) {
        return written.contains("--" + name) || get(name).isPresent();
    }

    private Optional<String> get(String name) {
        var prefix = "--" + name + "=";
        return written.stream()
                .filter(one -> one.startsWith(prefix))
                .map(one -> one.substring(prefix.length()))
                .findFirst();
    }
}
