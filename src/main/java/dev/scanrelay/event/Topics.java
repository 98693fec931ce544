package dev.scanrelay.event;

import dev.scanrelay.id.PartnerId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which topics an event goes to, all of them in one Kafka transaction. What is given up goes to the operator alone; every other event is on the
 * topic of events and, where partners have topics, on its partner's.
 */
@ApplicationScoped
class Topics {

    private final TopicSettings settings;

    Topics(TopicSettings settings) {
        this.settings = settings;
    }

    List<String> of(Event event) {
        return event.type() == EventType.ORDER_PARKED
                ? List.of(settings.deadLetters())
                : Stream.concat(Stream.of(ofTheOperator()), ofPartner(event.partner()).stream())
                        .toList();
    }

    String ofTheOperator() {
        return settings.orders();
    }

    Optional<String> ofPartner(PartnerId partner) {
        return pattern().map(pattern -> pattern.of(partner));
    }

    /** Whose topic this is, if it is a partner's. */
    Optional<PartnerId> owner(String topic) {
        return pattern().flatMap(pattern -> pattern.owner(topic));
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

    private Optional<TopicPattern> pattern() {
        return settings.partner().flatMap(TopicPattern::of);
    }
}
