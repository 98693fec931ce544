package dev.scanrelay.listen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where files go in the folder. What is there already stays; what differs from it gets another name. */
final class Shelf {

    // Windows allows 260.
    private static final int LONGEST_PATH = 240;
    private static final int LONGEST_PART = 45;
    private static final int OTHERS = 100;

    private final Path folder;
    private final NameTemplate template;

    Shelf(Path folder, NameTemplate template) {
        this.folder = folder;
        this.template = template;
    }

    /** Empty if it is there already. */
    Optional<Path> free(Scan scan, String storedAt, Artifact artifact) throws IOException {
        Path usual = path(words(scan, storedAt, artifact), artifact);
        String name = String.valueOf(usual.getFileName());
        String ending = NameTemplate.extension(name);
        String stem = ending.isEmpty() ? name : name.substring(0, name.length() - ending.length() - 1);
        for (int other = 0; other < OTHERS; other++) {
            Path target = other == 0
                    ? usual
                    : usual.resolveSibling(stem + "~" + other + (ending.isEmpty() ? "" : "." + ending));
            if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.of(target);
            }
            if (isThis(artifact, target)) {
                return Optional.empty();
            }
        }
        throw new Refused("A hundred other files have the name of a file of " + scan + ". Choose another --name.");
    }

    private static boolean isThis(Artifact artifact, Path file) throws IOException {
        return Files.isRegularFile(file)
                && Files.size(file) == artifact.size()
                && Download.digest(file).equals(artifact.sha256());
    }

    private Path path(Map<String, String> words, Artifact artifact) {
        Path path = folder;
        for (String segment : template.name(words)) {
            path = path.resolve(segment);
        }
        int part = String.valueOf(path.getParent()).length() + LONGEST_PART;
        return Math.max(path.toString().length(), part) <= LONGEST_PATH
                ? path
                : folder.resolve(NameTemplate.shortest(artifact.id(), NameTemplate.extension(artifact.fileName())));
    }

    private static Map<String, String> words(Scan scan, String storedAt, Artifact artifact) {
        String file = artifact.fileName();
        String ending = NameTemplate.extension(file);
        return Map.ofEntries(
                Map.entry("account", scan.account()),
                Map.entry("order", scan.order()),
                Map.entry("rx", scan.rx()),
                Map.entry("reference", scan.reference()),
                Map.entry("revision", Integer.toString(scan.revision())),
                Map.entry("date", storedAt.matches("\\d{4}-\\d\\d-\\d\\d.*") ? storedAt.substring(0, 10) : "none"),
                Map.entry("kind", artifact.kind()),
                Map.entry("role", artifact.role()),
                Map.entry("jaw", artifact.jaw()),
                Map.entry("artifact", artifact.id()),
                Map.entry("file", file),
                Map.entry("name", ending.isEmpty() ? file : file.substring(0, file.length() - ending.length() - 1)),
                Map.entry("ext", ending));
    }
}
