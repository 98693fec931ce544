package dev.scanrelay.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * An order is no longer to be expected or used.
 *
 * @param reason constant words, never text of the vendor's
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record OrderWithdrawn(@JsonUnwrapped OrderFacts order, String reason) implements OrderData {

    @Override
    public EventType type() {
        return EventType.ORDER_WITHDRAWN;
    }
}
