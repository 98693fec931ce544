package dev.scanrelay.local;

import dev.scanrelay.secret.KeysetCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.slf4j.Logger;

/** What the local start keeps under its folder, besides the services' own data. */
final class LocalFiles {

    private final Path data;

    LocalFiles(Path data) {
        this.data = data;
    }

    void prepare(boolean reset) {
        try {
            if (reset && Files.exists(data)) {
                delete();
            }
            Files.createDirectories(data);
        } catch (IOException unwritable) {
            throw new CannotStart("The folder " + data + " can't be written. Choose another: -D" + LocalSettings.PREFIX
                    + "data=/tmp/scanrelay");
        }
    }

    /** Made once; without it what is sealed in the database can't be opened. */
    Path keyset() {
        Path file = data.resolve("keyset.json");
        if (!Files.exists(file)) {
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
            KeysetCommand.run(List.of("create"), out, out);
            write(file, printed.toString(StandardCharsets.UTF_8));
        }
        return file;
    }

    /** Arguments for {@code java} that run {@link Watch}: nothing else has to be installed to see events. */
    Path watch(String bootstrapServers) {
        String path = Stream.of(Watch.class, KafkaConsumer.class, Logger.class)
                .map(LocalFiles::home)
                .map(Path::toString)
                .distinct()
                .collect(Collectors.joining(System.getProperty("path.separator")));
        Path file = data.resolve("watch");
        write(
                file,
                "-Dslf4j.internal.verbosity=ERROR\n-cp \"%s\"\n%s\n%s\n"
                        .formatted(path, Watch.class.getName(), bootstrapServers));
        return file;
    }

    private static Path home(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException never) {
            throw new IllegalStateException(never);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private void delete() throws IOException {
        try (Stream<Path> all = Files.walk(data)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
