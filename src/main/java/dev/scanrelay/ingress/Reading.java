package dev.scanrelay.ingress;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.RxId;

/** What a body said. */
sealed interface Reading {

    record Ids(RxId rxId, AccountId account) implements Reading {}

    record Unreadable(Refusal why) implements Reading {}
}
