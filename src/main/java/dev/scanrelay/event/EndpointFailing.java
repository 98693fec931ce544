package dev.scanrelay.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An endpoint fails for so long that it will be disabled. Told at 50, 70 and 90 percent of that time, once each.
 *
 * @param failingSince when it began
 * @param disabledFrom from then on the next attempt that fails disables it
 * @param percent 50, 70 or 90: at least so much of the time is over
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record EndpointFailing(
        PartnerId partner,
        Optional<AccountId> account,
        UUID endpoint,
        Instant failingSince,
        Instant disabledFrom,
        int percent)
        implements EndpointData {

    @Override
    public EventType type() {
        return EventType.ENDPOINT_FAILING;
    }
}
