package dev.scanrelay.event;

import java.util.Optional;

/** An event about the pairing of one account. */
public sealed interface PairingData extends EventData
        permits PairingConnected, PairingAttention, PairingExpiring, PairingEnded {

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
