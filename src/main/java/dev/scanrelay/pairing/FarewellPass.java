package dev.scanrelay.pairing;

import dev.scanrelay.itero.IteroException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Says the farewells that are due. Safe to run in every replica. */
@Singleton
final class FarewellPass {

    private static final Logger LOG = Logger.getLogger(FarewellPass.class);
    private static final int MOST_PER_PASS = 100;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(30);

    private final Farewells farewells;
    private final FarewellCalls calls;

    FarewellPass(Farewells farewells, FarewellCalls calls) {
        this.farewells = farewells;
        this.calls = calls;
    }

    void run() {
        run(Optional.empty());
    }

    /** @param of only this pairing's */
    void run(Optional<KeyOwner> of) {
        for (int said = 0; said < MOST_PER_PASS; said++) {
            Optional<Farewell> due = farewells.claim(of);
            if (due.isEmpty()) {
                return;
            }
            say(due.get());
        }
    }

    private void say(Farewell farewell) {
        try {
            calls.say(farewell);
            farewells.done(farewell);
        } catch (IteroException notNow) {
            farewells.postpone(farewell, notNow.retryAfter().orElse(wait(farewell.failures())));
            LOG.warnf(
                    "Align was not told to forget yet partner=%s failures=%d kind=%s",
                    farewell.partner(), farewell.failures() + 1, notNow.kind());
        }
    }

    static Duration wait(int failures) {
        Duration doubled = Duration.ofSeconds(15L << Math.min(failures, 10));
        return doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
    }
}
