package dev.scanrelay.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import java.util.Optional;
import java.util.UUID;

/**
 * Nothing is delivered to an endpoint any more; its events wait.
 *
 * @param reason {@code by-hand}, {@code gone} (it answered 410), {@code asked} (by a header of its answer) or {@code failing}
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record EndpointDisabled(PartnerId partner, Optional<AccountId> account, UUID endpoint, String reason)
        implements EndpointData {

    @Override
    public EventType type() {
        return EventType.ENDPOINT_DISABLED;
    }
}
