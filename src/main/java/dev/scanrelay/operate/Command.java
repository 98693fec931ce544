package dev.scanrelay.operate;

import dev.scanrelay.operate.Api.Result;
import java.io.PrintStream;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.eclipse.microprofile.config.ConfigProvider;

/** What the commands of this package have in common. */
final class Command {

    static final int OK = 0;
    static final int FAILED = 1;
    static final int MISUSE = 2;
    static final String EXIT_CODES = "Exit code 0: done, 1: refused or not reached, with the reason, 2: misuse.";

    private static final String AGAIN = "Run this again: what was done already is not done twice.";

    private Command() {}

    /** Runs what was asked for against the service that the process' settings name. */
    static int run(Optional<ToIntFunction<Api>> task, String usage, PrintStream err) {
        if (task.isEmpty()) {
            return say(MISUSE, usage, err);
        }
        return switch (Api.of(ConfigProvider.getConfig())) {
            case Api.Settings.Usable(Api api) -> task.get().applyAsInt(api);
            case Api.Settings.Wrong(String words) -> say(MISUSE, words, err);
        };
    }

    /** Of what may be done again at any time. */
    static int ended(Result result, PrintStream err, ToIntFunction<Result.Done> done) {
        return ended(result, AGAIN, err, done);
    }

    /** @param unclear what to do where nobody knows whether it was done */
    static int ended(Result result, String unclear, PrintStream err, ToIntFunction<Result.Done> done) {
        return switch (result) {
            case Result.Done answer -> done.applyAsInt(answer);
            case Result.Failed(String words) -> say(FAILED, words, err);
            case Result.Unclear(String words) -> say(FAILED, words + "\n" + unclear, err);
        };
    }

    static int say(int code, String words, PrintStream to) {
        to.println(words);
        return code;
    }
}
