package dev.scanrelay.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * What the vendor says of an order changed; its files did not.
 *
 * @param changed names of the fields, in alphabetical order; never their values
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record OrderUpdated(@JsonUnwrapped OrderFacts order, List<String> changed) implements OrderData {

    public OrderUpdated {
        changed = changed.stream().sorted().toList();
    }

    @Override
    public EventType type() {
        return EventType.ORDER_UPDATED;
    }
}
