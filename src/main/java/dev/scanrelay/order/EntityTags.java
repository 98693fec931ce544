package dev.scanrelay.order;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code If-None-Match}. */
final class EntityTags {

    private static final Pattern TAG = Pattern.compile("(?:W/)?(\"[^\"]*\")");

    private EntityTags() {}

    /** Whether the caller has it already: one of the tags is ours, or it takes any. */
    static boolean hold(Optional<String> header, String etag) {
        return header.filter(given -> given.strip().equals("*") || lists(given, etag))
                .isPresent();
    }

    private static boolean lists(String header, String etag) {
        Matcher tags = TAG.matcher(header);
        while (tags.find()) {
            if (tags.group(1).equals(etag)) {
                return true;
            }
        }
        return false;
    }
}
