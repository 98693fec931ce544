package dev.scanrelay.listen;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** {@code listen} follows the feed and saves the files of ready orders, until it is ended. */
public final class ListenCommand {

    static final int OK = 0;
    static final int FAILED = 1;
    static final int MISUSE = 2;
    static final int UNFINISHED = 3;

    private ListenCommand() {}

    /**
     * Runs the command with the settings of the process.
     *
     * @param arguments what follows {@code listen} on the command line
     * @return the exit code
     */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        return run(arguments, ConfigProvider.getConfig(), out, err);
    }

    static int run(List<String> arguments, Config config, PrintStream out, PrintStream err) {
        if (arguments.equals(List.of("--help"))) {
            out.println(Arguments.USAGE);
            return OK;
        }
        Options options;
        try {
            options = Arguments.read(arguments, config);
        } catch (IllegalArgumentException wrong) {
            err.println(wrong.getMessage());
            return MISUSE;
        }
        return listen(options, out, err);
    }

    private static int listen(Options options, PrintStream out, PrintStream err) {
        try {
            Files.createDirectories(options.folder());
            try (FileChannel channel = FileChannel.open(
                            lockOf(options.state()), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = lock(channel)) {
                if (lock == null) {
                    err.println("Another listener runs with this place file. End it, or name another with --state.");
                    return FAILED;
                }
                return new Listener(options, new Log(out, Clock.systemUTC())).follow();
            }
        } catch (IOException unusable) {
            err.println("The folder or the place file can't be written. " + Log.words(unusable));
            return FAILED;
        }
    }

    private static Path lockOf(Path state) {
        return state.resolveSibling(state.getFileName() + ".lock");
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException inThisProcess) {
            return null;
        }
    }
}
