package dev.scanrelay.order;

import java.util.List;
import java.util.Optional;

/**
 * One page of the vendor's list.
 *
 * @param next where to go on: sealed, good for the same question of the same partner alone
 * @param place tells one place to go on from another, as the sealed one never looks the same
 * @param unreadable how many entries were no orders that we could read
 */
public record LivePage(List<LiveOrder> orders, Optional<String> next, Optional<String> place, int unreadable) {

    public LivePage {
        orders = List.copyOf(orders);
    }
}
