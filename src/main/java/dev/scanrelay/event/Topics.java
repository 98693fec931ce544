package dev.scanrelay.event;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;

/** Which topics an event goes to, all of them in one Kafka transaction. What is given up goes to the operator; every other event is on the topic of events. */
@ApplicationScoped
class Topics {

    private final TopicSettings settings;

    Topics(TopicSettings settings) {
        this.settings = settings;
    }

    List<String> of(Event event) {
        return List.of(event.type() == EventType.ORDER_PARKED ? settings.deadLetters() : ofTheOperator());
    }

    String ofTheOperator() {
        return settings.orders();
    }

    /** Whoever reads these takes what is in them for something else than an event, and the broker's own begin with two underscores. */
    boolean isInternal(String topic) {
        return topic.startsWith("__")
                || Stream.of(
                                settings.notifications(),
                                settings.progress(),
                                settings.auditHeads(),
                                settings.deadLetters())
                        .anyMatch(topic::equals);
    }
}
