package dev.scanrelay.fetch;

import dev.scanrelay.startup.SettingProblem;
import java.time.Duration;
import java.util.List;

/** What can't work stops the start. */
final class FetchSettings {

    private static final String PREFIX = "scanrelay.fetch.";

    private FetchSettings() {}

    static void check(FetchConfig config) {
        atLeastOne("workers", config.workers(), "24");
        atLeastOne("slow-workers", config.slowWorkers(), "8");
        atLeastOne("per-account", config.perAccount(), "4");
        atLeastOne("unseen-per-account", config.unseenPerAccount(), "200");
        steps("ladder", config.ladder(), "5s,30s,2m,10m");
        steps("not-there-yet", config.notThereYet(), "5s,15s,1m,5m");
        positive("ladder-then", config.ladderThen(), "24h");
        notNegative("give-up-after", config.giveUpAfter(), "14d");
        positive("rate-limited", config.rateLimited(), "30s");
        positive("longest-retry-after", config.longestRetryAfter(), "1h");
        notNegative("incomplete-after", config.incompleteAfter(), "1h");
        positive("poll", config.poll(), "1s");
        positive("sweep", config.sweep(), "1m");
        positive("attention-poll", config.attentionPoll(), "15m");
        positive("shutdown", config.shutdown(), "25s");
        positive("heartbeat", config.heartbeat(), "10s");
        if (config.heartbeat().multipliedBy(3).compareTo(config.lease()) > 0) {
            throw problem("heartbeat", "is more than a third of scanrelay.fetch.lease", "10s");
        }
        if (!(config.jitter() >= 0 && config.jitter() < 1)) {
            throw problem("jitter", "is not a fraction between 0 and 1", "0.2");
        }
    }

    private static void atLeastOne(String setting, int value, String example) {
        if (value < 1) {
            throw problem(setting, "is less than 1", example);
        }
    }

    private static void steps(String setting, List<Duration> steps, String example) {
        if (steps.isEmpty() || steps.stream().anyMatch(FetchSettings::notPositive)) {
            throw problem(setting, "needs at least one step, each longer than nothing", example);
        }
    }

    private static void positive(String setting, Duration value, String example) {
        if (notPositive(value)) {
            throw problem(setting, "is not longer than nothing", example);
        }
    }

    private static void notNegative(String setting, Duration value, String example) {
        if (value.isNegative()) {
            throw problem(setting, "is less than nothing", example);
        }
    }

    private static boolean notPositive(Duration value) {
        return value.isZero() || value.isNegative();
    }

    private static RuntimeException problem(String setting, String problem, String example) {
        return SettingProblem.of(PREFIX + setting, problem, example);
    }
}
