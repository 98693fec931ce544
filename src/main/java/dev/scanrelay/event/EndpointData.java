package dev.scanrelay.event;

import dev.scanrelay.id.AccountId;
import java.util.Optional;
import java.util.UUID;

/** An event about an endpoint that events are delivered to. Its URL is not told: it may hold a secret. */
public sealed interface EndpointData extends EventData
        permits EndpointFailing, EndpointDisabled, EndpointEnabled, EndpointTest {

    UUID endpoint();

    /** The one account that the endpoint hears of; none: it hears of several. */
    Optional<AccountId> account();

    @Override
    default Optional<AccountId> concerned() {
        return account();
    }

    @Override
    default String subject() {
        return "endpoints/" + endpoint();
    }

    @Override
    default String orderingKey() {
        return partner() + "/endpoints/" + endpoint();
    }

    @Override
    default Optional<String> detail() {
        return Optional.of("/api/v1/endpoints/" + endpoint());
    }
}
