package dev.scanrelay.event;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Which topics an event goes to, all of them in one Kafka transaction. Every event is on the operator's topic. */
@ApplicationScoped
class Topics {

    private final TopicSettings settings;

    Topics(TopicSettings settings) {
        this.settings = settings;
    }

    List<String> of(Event event) {
        return List.of(settings.orders());
    }
}
