package dev.scanrelay.order;

import dev.scanrelay.id.AccountId;
import java.util.Optional;

/**
 * A revision, and whose it is: for the record of who saw it.
 *
 * @param patient the vendor's id
 */
record SeenRevision(RevisionView revision, AccountId account, Optional<String> patient, OrderState state) {

    static SeenRevision of(RevisionView revision, Row order) {
        return new SeenRevision(
                revision,
                new AccountId(order.text("account_id")),
                order.maybeText("patient_id"),
                OrderState.of(order.text("state")).orElseThrow());
    }
}
