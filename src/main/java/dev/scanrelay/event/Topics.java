package dev.scanrelay.event;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Which topics an event goes to, all of them in one Kafka transaction. What is given up goes to the operator; every other event is on the topic of events. */
@ApplicationScoped
class Topics {

    private final TopicSettings settings;

    Topics(TopicSettings settings) {
        this.settings = settings;
    }

    List<String> of(Event event) {
        return List.of(event.type() == EventType.ORDER_PARKED ? settings.deadLetters() : settings.orders());
    }
}
