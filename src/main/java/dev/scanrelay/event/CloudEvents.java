package dev.scanrelay.event;

import dev.scanrelay.id.AccountId;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Our events with the attributes of CloudEvents 1.0: the same on Kafka, in the feed and in deliveries. */
final class CloudEvents {

    /** Says that an event went out before, under the same id. */
    static final String REPLAY = "replay";

    private static final String JSON = "application/json";

    private final RelaySettings settings;

    CloudEvents(RelaySettings settings) {
        this.settings = settings;
    }

    CloudEventBuilder of(OutboxRow row) {
        return attributes(
                        row.eventId(),
                        row.type(),
                        row.partner(),
                        row.account(),
                        row.subject(),
                        row.occurredAt(),
                        row.orderingKey())
                .withData(JSON, row.data().getBytes(StandardCharsets.UTF_8));
    }

    /** Without its data. */
    CloudEventBuilder idOnly(AnnouncedEvent event) {
        return attributes(
                event.id(),
                event.type(),
                event.partner().value(),
                event.account().map(AccountId::value),
                event.subject(),
                event.time(),
                event.orderingKey());
    }

    CloudEventBuilder full(AnnouncedEvent event) {
        return idOnly(event).withData(JSON, event.data().getBytes(StandardCharsets.UTF_8));
    }

    private CloudEventBuilder attributes(
            String id,
            String type,
            String partner,
            Optional<String> account,
            String subject,
            Instant time,
            String orderingKey) {
        CloudEventBuilder event = CloudEventBuilder.v1()
                .withId(id)
                .withType(type)
                .withSource(URI.create(settings.source() + "/partners/" + partner
                        + account.map(one -> "/accounts/" + one).orElse("")))
                .withSubject(subject)
                .withTime(time.atOffset(ZoneOffset.UTC))
                .withDataSchema(EventType.schema(type))
                .withExtension("partitionkey", orderingKey);
        detail(subject).ifPresent(reference -> event.withExtension("dataref", reference));
        return event;
    }

    // Subjects are paths of our API where there is something to read: orders/<id>, endpoints/<id>.
    private Optional<URI> detail(String subject) {
        String base = settings.apiBase().map(URI::toString).orElse("").replaceAll("/+$", "");
        return subject.startsWith("orders/") || subject.startsWith("endpoints/")
                ? Optional.of(URI.create(base + "/api/v1/" + subject))
                : Optional.empty();
    }
}
