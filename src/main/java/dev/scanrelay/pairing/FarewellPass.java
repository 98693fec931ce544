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

    /**
     * Stops at the first that can't be said now: Align is most likely out, and each further one would wait for its time-outs.
     *
     * @param of only this pairing's
     */
    void run(Optional<KeyOwner> of) {
        for (int count = 0; count < MOST_PER_PASS; count++) {
            Optional<Farewell> due = farewells.claim(of);
            if (due.isEmpty() || !said(due.get())) {
                return;
            }
        }
    }

    private boolean said(Farewell farewell) {
        try {
            calls.say(farewell);
            farewells.done(farewell);
            return true;
        } catch (IteroException notNow) {
            farewells.postpone(farewell, notNow.retryAfter().orElse(wait(farewell.failures())));
            LOG.warnf(
                    "Align was not told to forget yet partner=%s failures=%d kind=%s",
                    farewell.partner(), farewell.failures() + 1, notNow.kind());
            return false;
        }
    }

    static Duration wait(int failures) {
        Duration doubled = Duration.ofSeconds(15L << Math.min(failures, 10));
        return doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
    }
}
