package dev.scanrelay.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * For the operator, beside {@link OrderFailed} for the practice software: an order was given up. It has a key of its own, so that a topic
 * for it that can't be written holds up nothing else of the order.
 *
 * @param failure the class of the failure, such as {@code permanent}
 * @param reason constant words, never text of the vendor's
 * @param attempts made since the last success
 * @param revision the latest that is stored, 0 if none is
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record OrderParked(@JsonUnwrapped OrderFacts order, String failure, String reason, int attempts, int revision)
        implements OrderData {

    @Override
    public EventType type() {
        return EventType.ORDER_PARKED;
    }

    @Override
    public String orderingKey() {
        return "parked/" + OrderData.super.orderingKey();
    }
}
