package dev.scanrelay.chart;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The chart, and what Helm makes of it. What was rendered is kept: many tests look at the same. This Helm leaves hooks out of what it shows,
 * so it gets a copy in which they are called otherwise, and they have their names again in what it says.
 */
final class Chart {

    static final Path FOLDER = Path.of("helm", "scanrelay");
    static final String OLDEST = "1.29.0";
    static final String NEWEST = "1.35.0";

    private static final String HOOK = "helm.sh/hook";
    private static final String HIDDEN = "hidden.sh/hook";
    private static final Path COPY = copy(Path.of("target", "chart"));
    private static final Map<String, Rendered> RENDERED = new ConcurrentHashMap<>();

    private Chart() {}

    /** The value files that are kept with the chart, by name. */
    static List<String> cases() {
        try (Stream<Path> files = Files.list(FOLDER.resolve("ci"))) {
            return files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Rendered rendered(String values) {
        return rendered(values, "rel", NEWEST);
    }

    static Rendered rendered(String values, String release, String kubernetes) {
        return RENDERED.computeIfAbsent(
                String.join(" ", values, release, kubernetes),
                key -> rendered(command(COPY, release, kubernetes, values)));
    }

    private static Rendered rendered(TemplateCommand command) {
        return new Rendered(command.call().replace("\r\n", "\n").replace(HIDDEN, HOOK));
    }

    static Rendered with(String values, Map<String, ?> changes) {
        return of(COPY, values, changes);
    }

    static Rendered in(String namespace, String values, Map<String, ?> changes) {
        TemplateCommand command = command(COPY, "rel", NEWEST, values).withNamespace(namespace);
        changes.forEach(command::set);
        return rendered(command);
    }

    static Rendered of(Path folder, String values, Map<String, ?> changes) {
        TemplateCommand command = command(folder, "rel", NEWEST, values);
        changes.forEach(command::set);
        return rendered(command);
    }

    /** As a whole, into a folder that is made; what an earlier chart had is not in it. */
    static Path copy(Path to) {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            empty(to);
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copied = to.resolve(FOLDER.relativize(file));
                Files.createDirectories(copied.getParent());
                Files.writeString(copied, Files.readString(file).replace(HOOK, HIDDEN));
            }
            return to;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static TemplateCommand command(Path folder, String release, String kubernetes, String values) {
        TemplateCommand command =
                new Helm(folder.toAbsolutePath()).template().withName(release).withKubeVersion(kubernetes);
        return values.isEmpty()
                ? command
                : command.withValuesFile(
                        FOLDER.resolve("ci").resolve(values + ".yaml").toAbsolutePath());
    }
}
