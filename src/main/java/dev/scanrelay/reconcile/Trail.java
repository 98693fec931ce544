package dev.scanrelay.reconcile;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells a list without an end, whatever its page tokens look like: a page that comes again, pages without an order, or more pages than
 * any clinic has. It remembers one page, and another one each time their number has doubled, so that it finds a circle of any length.
 *
 * @param pages that were read
 * @param empty how many of them in a row had no order, until now
 * @param number of the page that it remembers
 */
record Trail(long pages, int empty, long number, Optional<PageSign> remembered) {

    private static final int MOST_EMPTY = 20;
    private static final Pattern PARTS = Pattern.compile("(\\d+) (\\d+) (\\d+) (\\S+) (\\S+)");

    static final Trail NONE = new Trail(0, 0, 0, Optional.empty());

    /** Empty if the list has no end. */
    Optional<Trail> past(PageSign page, long mostPages) {
        int emptyNow = page.isEmpty() ? empty + 1 : 0;
        if (pages + 1 >= mostPages
                || emptyNow > MOST_EMPTY
                || remembered.filter(page::isLike).isPresent()) {
            return Optional.empty();
        }
        boolean remember = pages + 1 >= 2 * number;
        return Optional.of(new Trail(
                pages + 1, emptyNow, remember ? pages + 1 : number, remember ? Optional.of(page) : remembered));
    }

    String text() {
        return remembered
                .map(page -> pages + " " + empty + " " + number + " " + page.next() + " " + page.content())
                .orElse("");
    }

    static Trail of(String text) {
        Matcher parts = PARTS.matcher(text);
        return parts.matches()
                ? new Trail(
                        Long.parseLong(parts.group(1)),
                        Integer.parseInt(parts.group(2)),
                        Long.parseLong(parts.group(3)),
                        Optional.of(new PageSign(parts.group(4), parts.group(5))))
                : NONE;
    }
}
