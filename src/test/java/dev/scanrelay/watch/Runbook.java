package dev.scanrelay.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A page of docs/runbooks, the list of them included. */
record Runbook(String name, String text) {

    static final Path FOLDER = Path.of("docs/runbooks");

    static List<Runbook> all() {
        return Watched.files(FOLDER, ".md").stream().map(Runbook::read).toList();
    }

    private static Runbook read(Path file) {
        try {
            return new Runbook(file.getFileName().toString(), Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What stands in its blocks of that language. */
    List<String> blocks(String language) {
        return Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$")
                .matcher(text)
                .results()
                .map(block -> block.group(1))
                .toList();
    }
}
