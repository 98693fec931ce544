package dev.scanrelay.order;

import java.util.List;
import java.util.Optional;

/** Cuts what was found, one more than asked for at most, into a page and its cursor. */
final class Pages {

    private Pages() {}

    static OrderPage newest(List<OrderView> found, int limit) {
        List<OrderView> page = found.subList(0, Math.min(limit, found.size()));
        boolean more = found.size() > limit;
        return new OrderPage(
                page, more, more ? Optional.of(behind(Cursor.Order.NEWEST, page.getLast())) : Optional.empty());
    }

    /** There is always a place to go on from: changes never end. */
    static OrderPage changes(List<OrderView> found, int limit, Cursor before) {
        List<OrderView> page = found.subList(0, Math.min(limit, found.size()));
        String next = page.isEmpty() ? before.encoded() : behind(Cursor.Order.CHANGES, page.getLast());
        return new OrderPage(page, found.size() > limit, Optional.of(next));
    }

    private static String behind(Cursor.Order order, OrderView last) {
        return new Cursor(order, order == Cursor.Order.NEWEST ? last.datedAt() : last.changedAt(), last.id()).encoded();
    }
}
