package dev.scanrelay.order;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An order that may be done again.
 *
 * @param due whether it is about to be fetched, or is being fetched, anyway
 */
record Redrivable(
        UUID id,
        AccountId account,
        RxId rxId,
        OrderState state,
        Optional<String> failure,
        Optional<Instant> notifiedAt,
        Instant datedAt,
        boolean due) {

    private static final String CAUSE = "redrive";

    static Redrivable of(Row row) {
        return new Redrivable(
                row.id("id"),
                new AccountId(row.text("account_id")),
                new RxId(row.text("rx_id")),
                OrderState.of(row.text("state")).orElseThrow(),
                row.maybeText("failure"),
                row.maybeInstant("notified_at"),
                row.instant("dated_at"),
                row.flag("due"));
    }

    /** Nothing was scanned yet, or nothing is expected any more: a fetch would only fail, and tell so. What is gone stays so. */
    boolean hasNoScan() {
        return state == OrderState.REQUESTED || state == OrderState.WITHDRAWN || state.isGone();
    }

    boolean failedWith(String kind) {
        return failure.filter(text -> text.startsWith(kind + ":")).isPresent();
    }

    boolean notifiedSince(Instant time) {
        return notifiedAt.filter(at -> !at.isBefore(time)).isPresent();
    }

    Wish wish(PartnerId partner) {
        return new Wish(partner, account, rxId, Lane.SLOW, Origin.REDRIVE, Optional.of(CAUSE));
    }
}
