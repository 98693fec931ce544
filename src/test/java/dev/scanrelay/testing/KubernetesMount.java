package dev.scanrelay.testing;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/** A directory as the kubelet writes the files of a Secret: links to {@code ..data}, which is exchanged at once. */
public final class KubernetesMount {

    private final Path directory;
    private int turn;

    public KubernetesMount(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    public Path directory() {
        return directory;
    }

    /** Shows these files and no others; returns the directory that they are in. */
    public Path show(Map<String, String> files) throws IOException {
        Path data = Files.createDirectory(directory.resolve("..2026_11_26_" + turn++));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(data.resolve(file.getKey()), file.getValue());
        }
        Path next = Files.createSymbolicLink(directory.resolve("..data_tmp"), data.getFileName());
        Files.move(next, directory.resolve("..data"), ATOMIC_MOVE, REPLACE_EXISTING);
        for (String name : files.keySet()) {
            Path link = directory.resolve(name);
            if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                Files.createSymbolicLink(link, Path.of("..data", name));
            }
        }
        return data;
    }
}
