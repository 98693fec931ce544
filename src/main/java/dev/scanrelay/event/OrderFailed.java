package dev.scanrelay.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * An order is given up until a person redrives it or the vendor notifies again.
 *
 * @param failure the class of the failure, such as {@code permanent}
 * @param reason constant words, never text of the vendor's
 * @param attempts made since the last success
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record OrderFailed(@JsonUnwrapped OrderFacts order, String failure, String reason, int attempts)
        implements OrderData {

    @Override
    public EventType type() {
        return EventType.ORDER_FAILED;
    }
}
