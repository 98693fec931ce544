package dev.scanrelay.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * Nothing is kept of an order any more. Of the patient nothing is said, not even an id.
 *
 * @param reason {@code erased} on request, or {@code expired}: the time for which it was kept is over
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record OrderErased(@JsonUnwrapped OrderFacts order, String reason) implements OrderData {

    @Override
    public EventType type() {
        return EventType.ORDER_ERASED;
    }
}
