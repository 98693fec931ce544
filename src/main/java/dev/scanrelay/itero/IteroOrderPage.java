package dev.scanrelay.itero;

import java.util.List;
import java.util.Optional;

/**
 * One page of Get Orders.
 *
 * @param nextPageToken where to go on, absent at the end
 * @param unreadable how many entries of the page were no orders we could read; the others don't suffer from them
 */
public record IteroOrderPage(List<IteroOrder> orders, Optional<String> nextPageToken, int unreadable) {

    public IteroOrderPage {
        orders = List.copyOf(orders);
    }
}
