package dev.scanrelay.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.scanrelay.content.Sha256;
import dev.scanrelay.order.LiveOrder;
import dev.scanrelay.order.VendorFacts;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * By what a page of Align's list is known again: nothing of a patient can be read from it.
 *
 * @param next digest of where the list says it goes on
 * @param content digest of the page's orders with all that is told of them, {@code -} if there are none
 */
record PageSign(String next, String content) {

    private static final String EMPTY = "-";

    static PageSign of(String next, List<LiveOrder> orders, int unreadable) {
        return new PageSign(next, orders.isEmpty() && unreadable == 0 ? EMPTY : digest(orders, unreadable));
    }

    boolean isEmpty() {
        return content.equals(EMPTY);
    }

    boolean isLike(PageSign other) {
        return next.equals(other.next) || (!isEmpty() && content.equals(other.content));
    }

    private static String digest(List<LiveOrder> orders, int unreadable) {
        String told = orders.stream().map(PageSign::told).collect(Collectors.joining("\n")) + "\n" + unreadable;
        return Sha256.of(Sha256.digest().digest(told.getBytes(UTF_8))).toString();
    }

    private static String told(LiveOrder order) {
        VendorFacts facts = order.facts();
        return Stream.of(
                        order.rxId(),
                        facts.orderId(),
                        facts.status(),
                        facts.doctorId(),
                        facts.procedure(),
                        facts.scannedAt(),
                        facts.modifiedAt(),
                        facts.offer())
                .map(Object::toString)
                .collect(Collectors.joining("|"));
    }
}
