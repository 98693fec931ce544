package dev.scanrelay.local.sandbox.partner;

import dev.scanrelay.local.sandbox.http.Answer;
import dev.scanrelay.local.sandbox.http.Request;
import java.util.regex.Pattern;

/** Single byte ranges (RFC 9110, section 14); several at once are answered with the whole. */
final class Ranges {

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    private Ranges() {}

    static Answer apply(Request request, Answer whole, boolean sameBuild) {
        var header = request.header("Range").filter(range -> sameBuild);
        if (header.isEmpty()) {
            return whole;
        }
        var matcher = RANGE.matcher(header.get().trim());
        if (!matcher.matches()
                || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
            return whole;
        }
        return part(whole, matcher.group(1), matcher.group(2));
    }

    private static Answer part(Answer whole, String first, String last) {
        long size = whole.body().length();
        long from = first.isEmpty() ? Math.max(0, size - Long.parseLong(last)) : Long.parseLong(first);
        long to = first.isEmpty() || last.isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(last));
        if (from >= size || from > to) {
            return Answer.of(416).with("Content-Range", "bytes */" + size);
        }
        var partial = new Answer(206, whole.headers(), whole.body(), whole.delivery(), whole.afterwards());
        return partial.with("Content-Range", "bytes %d-%d/%d".formatted(from, to, size))
                .with(new Answer.Body(whole.body().content(), from, to - from + 1));
    }
}
