package dev.scanrelay.order;

import dev.scanrelay.order.Requested.Outside;
import dev.scanrelay.order.Requested.Part;
import dev.scanrelay.order.Requested.Whole;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code Range}. A header that is malformed, of another unit or of several ranges is ignored, as RFC 9110 allows. */
final class Ranges {

    private static final Pattern ONE = Pattern.compile("bytes=\\s*(\\d*)-(\\d*)\\s*");

    private Ranges() {}

    /** @param ifRange lets the range count only while the file is still the one with this tag */
    static Requested of(Optional<String> range, Optional<String> ifRange, String etag, long size) {
        boolean counts = ifRange.map(etag::equals).orElse(true);
        return range.filter(given -> counts)
                .map(given -> ONE.matcher(given.toLowerCase(Locale.ROOT)))
                .filter(Matcher::matches)
                .map(one -> of(one.group(1), one.group(2), size))
                .orElseGet(Whole::new);
    }

    private static Requested of(String first, String last, long size) {
        if (first.isEmpty()) {
            return last.isEmpty() ? new Whole() : suffix(number(last), size);
        }
        long from = number(first);
        if (!last.isEmpty() && number(last) < from) {
            return new Whole(); // malformed
        }
        long to = last.isEmpty() ? Long.MAX_VALUE : number(last);
        return from >= size ? new Outside() : new Part(from, Math.min(to, size - 1));
    }

    private static Requested suffix(long length, long size) {
        return length == 0 || size == 0 ? new Outside() : new Part(Math.max(0, size - length), size - 1);
    }

    /** More digits than a size can have are simply a large number. */
    private static long number(String digits) {
        String significant = digits.replaceFirst("^0+(?=.)", "");
        return significant.length() > 18 ? Long.MAX_VALUE : Long.parseLong(significant);
    }
}
