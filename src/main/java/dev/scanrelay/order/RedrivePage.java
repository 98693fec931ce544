package dev.scanrelay.order;

import java.util.List;
import java.util.Optional;

/** The orders of a page that are meant, how many were looked at for them, and where to go on. */
record RedrivePage(List<Redrivable> orders, int looked, Optional<Cursor> next) {

    /** @param found one more than the page's limit at most */
    static RedrivePage of(List<Redrivable> found, RedriveAsk.Meant meant) {
        int limit = meant.query().limit();
        List<Redrivable> looked = found.subList(0, Math.min(limit, found.size()));
        List<Redrivable> orders = looked.stream().filter(meant::includes).toList();
        return new RedrivePage(
                orders, looked.size(), found.size() > limit ? Optional.of(behind(looked.getLast())) : Optional.empty());
    }

    private static Cursor behind(Redrivable last) {
        return new Cursor(Cursor.Order.NEWEST, last.datedAt(), last.id());
    }
}
