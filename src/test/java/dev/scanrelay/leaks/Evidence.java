package dev.scanrelay.leaks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where a run of tests leaves what the service said: one file for each place that it says something in. */
public enum Evidence {
    /** Written by the service itself, as configured for tests. */
    LOG,
    METRICS,
    ERRORS,
    EVENTS,
    OBJECT_KEYS,
    SPANS,
    /** What must not be in any of the others. */
    HANDED_OUT;

    /** Set by those who start services for tests; listeners of the whole run find them by it, whatever class loader they are of. */
    public static final String SANDBOXES = "scanrelay.leaks.sandboxes";

    public static final String BROKERS = "scanrelay.leaks.brokers";
    public static final String STORE = "scanrelay.leaks.store";

    static final Path DIRECTORY = Path.of("target", "leaks");

    public Path file() {
        return DIRECTORY.resolve(name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + ".txt");
    }

    public void add(String text) {
        add(text.getBytes(StandardCharsets.UTF_8));
    }

    public synchronized void add(byte[] bytes) {
        try {
            Files.createDirectories(DIRECTORY);
            Files.write(file(), bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** Tells the end of the run that there is one more. */
    public static void announce(String property, String value) {
        System.setProperty(property, (System.getProperty(property, "") + " " + value).strip());
    }
}
