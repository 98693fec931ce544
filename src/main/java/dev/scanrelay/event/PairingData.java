package dev.scanrelay.event;

import dev.scanrelay.id.AccountId;
import java.util.Optional;

/** An event about the pairing of one account. */
public sealed interface PairingData extends EventData
        permits PairingConnected, PairingAttention, PairingExpiring, PairingEnded {

    AccountId account();

    @Override
    default Optional<AccountId> concerned() {
        return Optional.of(account());
    }

    @Override
    default String subject() {
        return "pairings/" + account();
    }

    @Override
    default String orderingKey() {
        return partner() + "/" + account();
    }

    @Override
    default Optional<String> detail() {
        return Optional.empty();
    }
}
