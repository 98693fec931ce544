package dev.scanrelay.order;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names to save artifacts under: made of our own words, so they are safe anywhere and say nothing of a person. */
final class FileNames {

    private static final Pattern EXTENSION = Pattern.compile("\\.([a-z0-9]{1,8})$");

    private FileNames() {}

    static String of(Row artifact) {
        Optional<String> revision = Optional.of("r" + artifact.integer("revision"));
        Optional<String> position = Optional.of(Integer.toString(artifact.integer("position")));
        return Stream.of(
                                Optional.of(artifact.text("kind")),
                                artifact.maybeText("role"),
                                artifact.maybeText("jaw"),
                                revision,
                                position)
                        .flatMap(Optional::stream)
                        .distinct()
                        .collect(Collectors.joining("-"))
                + extension(artifact.text("object_key"));
    }

    private static String extension(String key) {
        Matcher extension = EXTENSION.matcher(key);
        return extension.find() ? extension.group() : "";
    }
}
