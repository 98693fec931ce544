package dev.scanrelay.listen;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * How far the feed has been read.
 *
 * @param cursor what to read on after; none: it was never read
 */
record Place(Optional<String> cursor) {

    private static final String FORM = "scanrelay-place 1";

    static Place at(String cursor) {
        return new Place(Optional.of(cursor));
    }

    static Place read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new Place(Optional.empty());
        }
        List<String> lines =
                Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList();
        if (lines.size() != 2
                || !lines.getFirst().equals(FORM)
                || !lines.getLast().matches("[A-Za-z0-9_-]{1,1000}")) {
            throw new Refused(
                    "The place file is none of a listener. Name another with --state, or remove it to begin anew:"
                            + " files that are there already are not fetched again.");
        }
        return at(lines.getLast());
    }

    /** Survives a loss of power from here on. */
    void write(Path file) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        String text = FORM + "\n" + cursor.orElseThrow() + "\n";
        try (FileChannel channel = FileChannel.open(
                beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
            channel.force(true);
        }
        Folders.rename(beside, file);
    }
}
