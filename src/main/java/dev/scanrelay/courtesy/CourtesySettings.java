package dev.scanrelay.courtesy;

import dev.scanrelay.startup.SettingProblem;
import java.time.Duration;

/** What can't work stops the start. */
final class CourtesySettings {

    private static final String PREFIX = "scanrelay.courtesy.";

    private CourtesySettings() {}

    /** @param call the longest that a call may take */
    static void check(CourtesyConfig config, Duration call) {
        atLeastOne("account-calls", config.accountCalls(), "20");
        atLeastOne("region-calls", config.regionCalls(), "200");
        atLeastOne("failures", config.failures(), "5");
        atLeastOne("accounts", config.accounts(), "3");
        positive("patience", config.patience(), "2s");
        positive("pause", config.pause(), "30s");
        positive("window", config.window(), "1m");
        positive("outage", config.outage(), "10s");
        positive("probe", config.probe(), "45s");
        if (config.probe().compareTo(call) <= 0) {
            throw problem("probe", "is not longer than scanrelay.itero.call-timeout", "45s");
        }
        if (!(config.kept() >= 0 && config.kept() < 1)) {
            throw problem("kept", "is not a fraction from 0 to below 1", "0.5");
        }
        if (config.outageAtMost().compareTo(config.outage()) < 0) {
            throw problem("outage-at-most", "is shorter than scanrelay.courtesy.outage", "2m");
        }
    }

    private static void atLeastOne(String setting, int value, String example) {
        if (value < 1) {
            throw problem(setting, "is less than 1", example);
        }
    }

    private static void positive(String setting, Duration value, String example) {
        if (value.isZero() || value.isNegative()) {
            throw problem(setting, "is not longer than nothing", example);
        }
    }

    private static RuntimeException problem(String setting, String problem, String example) {
        return SettingProblem.of(PREFIX + setting, problem, example);
    }
}
