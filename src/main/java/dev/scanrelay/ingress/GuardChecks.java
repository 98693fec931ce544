package dev.scanrelay.ingress;

import dev.scanrelay.secret.Secret;
import dev.scanrelay.startup.SettingProblem;
import java.util.regex.Pattern;

/** What guards ask of their settings at the start. */
final class GuardChecks {

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    private static final int SHORTEST_SECRET = 16;

    private GuardChecks() {}

    static String headerName(String setting, String name) {
        if (!TOKEN.matcher(name).matches()) {
            throw SettingProblem.of(setting, "is not a header's name", "X-Webhook-Secret");
        }
        return name;
    }

    static Secret longEnough(String setting, String secret) {
        if (secret.length() < SHORTEST_SECRET) {
            throw SettingProblem.of(
                    setting,
                    "is shorter than " + SHORTEST_SECRET + " characters",
                    "3f9c61d07be84a25 (random, and longer)");
        }
        return Secret.of(secret);
    }
}
