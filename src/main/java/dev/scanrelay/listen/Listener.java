package dev.scanrelay.listen;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Asks the feed, rests, and asks again. What fails is tried again, later each time. */
final class Listener {

    private static final int TRIES_OF_ONCE = 4;

    private final Options options;
    private final Log log;
    private final Pace pace = new Pace(() -> ThreadLocalRandom.current().nextDouble());
    private final Scans scans;
    private final Feed feed;
    private final CountDownLatch never = new CountDownLatch(1);
    private boolean debtsTried;

    Listener(Options options, Log log) {
        this.options = options;
        this.log = log;
        Service service = new Service(options);
        this.scans = new Scans(options, service, log);
        this.feed = new Feed(options, service, scans, pace, log);
    }

    /** Ends when there is nothing more if that was asked for, or when a person has to do something. */
    int follow() {
        try {
            log.say("listening to " + options.service());
            Optional<Integer> ended = round();
            while (ended.isEmpty()) {
                ended = round();
            }
            return ended.get();
        } catch (Refused needsAPerson) {
            log.say("ERROR " + needsAPerson.getMessage());
            return ListenCommand.FAILED;
        }
    }

    /** The exit code, if that is all. */
    private Optional<Integer> round() {
        try {
            if (!debtsTried) {
                scans.payDebts();
                debtsTried = true;
            }
            feed.readOn();
            if (options.once()) {
                return Optional.of(scans.owesNothing() ? ListenCommand.OK : ListenCommand.UNFINISHED);
            }
            rest(options.every());
            return Optional.empty();
        } catch (IOException passes) {
            return again(passes);
        }
    }

    private Optional<Integer> again(IOException failure) {
        Optional<Duration> asked = failure instanceof Later later ? later.asked() : Optional.empty();
        Duration pause = pace.failed(asked);
        if (options.once() && pace.failures() >= TRIES_OF_ONCE) {
            log.say("ERROR not finished, run this again: " + Log.words(failure));
            return Optional.of(ListenCommand.UNFINISHED);
        }
        log.say("trying again in " + Math.max(1, pause.toSeconds()) + " s: " + Log.words(failure));
        rest(pause);
        return Optional.empty();
    }

    private void rest(Duration time) {
        try {
            never.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException toldToEnd) {
            Thread.currentThread().interrupt();
            throw new Refused("Interrupted.");
        }
    }
}
