package dev.scanrelay.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.audit.AuditTrail;
import dev.scanrelay.audit.Disclosure;
import dev.scanrelay.event.AnnouncedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Whom events are about, for the record of who was told of them. */
@ApplicationScoped
class Subjects {

    private final ObjectMapper json;

    Subjects(ObjectMapper json) {
        this.json = json;
    }

    void note(AnnouncedEvent event, AuditTrail trail) {
        event.account().ifPresent(trail::account);
        event.order().ifPresent(trail::order);
        patient(event).ifPresent(trail::patient);
    }

    void note(AnnouncedEvent event, Disclosure.Part part) {
        event.account().ifPresent(part::account);
        event.order().ifPresent(part::order);
        patient(event).ifPresent(part::patient);
    }

    private Optional<String> patient(AnnouncedEvent event) {
        try {
            return Optional.of(json.readTree(event.data()).path("patientId"))
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::textValue);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
