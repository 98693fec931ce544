package dev.scanrelay.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import java.util.Optional;
import java.util.UUID;

/** An endpoint that was disabled is delivered to again, what waited for it included. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record EndpointEnabled(PartnerId partner, Optional<AccountId> account, UUID endpoint) implements EndpointData {

    @Override
    public EventType type() {
        return EventType.ENDPOINT_ENABLED;
    }
}
