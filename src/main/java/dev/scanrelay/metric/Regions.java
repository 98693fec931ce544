package dev.scanrelay.metric;

import java.util.regex.Pattern;

/** Regions as labels of metrics: Align names them, so whatever does not look like a region's name is not shown. */
public final class Regions {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,32}");

    private Regions() {}

    /** The name, or {@code other}. */
    public static String shown(String region) {
        return NAME.matcher(region).matches() ? region : "other";
    }
}
