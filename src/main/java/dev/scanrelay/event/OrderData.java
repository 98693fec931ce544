package dev.scanrelay.event;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import java.util.Optional;

/** An event about one order. */
public sealed interface OrderData extends EventData
        permits OrderReady, OrderUpdated, OrderFailed, OrderParked, OrderWithdrawn, OrderErased {

    OrderFacts order();

    @Override
    default PartnerId partner() {
        return order().partner();
    }

    default AccountId account() {
        return order().account();
    }

    @Override
    default Optional<AccountId> concerned() {
        return Optional.of(account());
    }

    @Override
    default String subject() {
        return "orders/" + order().orderId();
    }

    @Override
    default String orderingKey() {
        return partner() + "/" + account() + "/" + order().rxId();
    }

    @Override
    default Optional<String> detail() {
        return Optional.of("/api/v1/orders/" + order().orderId());
    }
}
