package dev.scanrelay.mounted;

import java.util.regex.Pattern;

/** Settings that are asked for whenever they are used. A feature makes a bean of each of its own, so that a change needs no new start. */
public record LiveSetting(Pattern names) {

    public static LiveSetting matching(String regularExpression) {
        return new LiveSetting(Pattern.compile(regularExpression));
    }

    boolean covers(String name) {
        return names.matcher(name).matches();
    }
}
