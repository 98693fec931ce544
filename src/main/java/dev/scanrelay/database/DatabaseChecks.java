package dev.scanrelay.database;

import dev.scanrelay.startup.SettingProblem;
import java.time.Duration;

/** What can't work, found at the start. */
final class DatabaseChecks {

    private static final String PREFIX = "scanrelay.database.";

    private DatabaseChecks() {}

    static void check(DatabaseSettings settings) {
        atLeastASecond("call-timeout", settings.callTimeout(), "20s");
        atLeastASecond("connect-timeout", settings.connectTimeout(), "5s");
        atLeastASecond("silence", settings.silence(), "30s");
        notNegative("statement-timeout", settings.statementTimeout(), "15s");
        notNegative("idle-in-transaction-timeout", settings.idleInTransactionTimeout(), "30s");
        if (settings.silence().compareTo(settings.statementTimeout()) <= 0) {
            throw SettingProblem.of(PREFIX + "silence", "is not longer than " + PREFIX + "statement-timeout", "30s");
        }
    }

    private static void atLeastASecond(String setting, Duration value, String example) {
        if (value.toMillis() < 1000) {
            throw SettingProblem.of(PREFIX + setting, "is less than 1 s", example);
        }
    }

    private static void notNegative(String setting, Duration value, String example) {
        if (value.isNegative()) {
            throw SettingProblem.of(PREFIX + setting, "is less than nothing", example);
        }
    }
}
