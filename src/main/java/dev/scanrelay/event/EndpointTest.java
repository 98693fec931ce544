package dev.scanrelay.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import java.util.Optional;
import java.util.UUID;

/** Somebody asked for a delivery that tells of nothing else. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record EndpointTest(PartnerId partner, Optional<AccountId> account, UUID endpoint) implements EndpointData {

    @Override
    public EventType type() {
        return EventType.ENDPOINT_TEST;
    }
}
