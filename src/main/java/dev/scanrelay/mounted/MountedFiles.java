package dev.scanrelay.mounted;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The files of a directory, by name, as Kubernetes mounts a Secret: each is a link to {@code ..data/<name>}, and {@code ..data} a link to
 * a directory that is exchanged as a whole. What is read comes from one such directory, never half from the one and half from the next.
 */
public final class MountedFiles {

    private static final String DATA = "..data";
    private static final String HIDDEN = ".";
    private static final long LARGEST = 1 << 20; // of a Secret as a whole, in Kubernetes

    private MountedFiles() {}

    /** All files. Without one newline at the end of each. Names that begin with a dot, and directories, are passed over. */
    public static Map<String, String> read(Path directory) throws Unreadable {
        return read(directory, name -> true);
    }

    /** The files of these names: there may be others that are no text. */
    public static Map<String, String> read(Path directory, Predicate<String> names) throws Unreadable {
        Map<String, String> contents = new TreeMap<>();
        for (Path file : files(current(directory))) {
            String name = file.getFileName().toString();
            if (names.test(name)) {
                contents.put(name, content(file));
            }
        }
        return contents;
    }

    private static Path current(Path directory) throws Unreadable {
        if (!Files.isDirectory(directory)) {
            throw new Unreadable(directory, "is no directory");
        }
        Path data = directory.resolve(DATA);
        try {
            return Files.exists(data) ? data.toRealPath() : directory;
        } catch (IOException exchanged) {
            throw new Unreadable(data, "can't be followed");
        }
    }

    private static List<Path> files(Path directory) throws Unreadable {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> !entry.getFileName().toString().startsWith(HIDDEN))
                    .filter(entry -> !Files.isDirectory(entry))
                    .sorted()
                    .toList();
        } catch (IOException denied) {
            throw new Unreadable(directory, "can't be listed");
        }
    }

    private static String content(Path file) throws Unreadable {
        try {
            if (Files.size(file) > LARGEST) {
                throw new Unreadable(file, "is larger than 1 MiB");
            }
            return withoutNewline(Files.readString(file));
        } catch (CharacterCodingException binary) {
            throw new Unreadable(file, "is no text in UTF-8");
        } catch (NoSuchFileException dangling) {
            throw new Unreadable(file, "leads nowhere");
        } catch (IOException denied) {
            throw new Unreadable(file, "can't be read");
        }
    }

    private static String withoutNewline(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
