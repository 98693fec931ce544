package dev.scanrelay.listen;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

final class Folders {

    private Folders() {}

    /** From here on the file has this name, also after a loss of power; what had it before is gone. */
    static void rename(Path file, Path name) throws IOException {
        Files.move(file, name, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Path folder = name.toAbsolutePath().getParent();
        if (folder != null) {
            force(folder);
        }
    }

    // Windows sees to that itself and opens no folders.
    private static void force(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException notHere) {
            // Windows
        }
    }
}
