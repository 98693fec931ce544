package dev.scanrelay.push;

import dev.scanrelay.egress.Answer;
import dev.scanrelay.egress.Egress;
import dev.scanrelay.endpoint.Destination;
import dev.scanrelay.endpoint.Endpoint;
import dev.scanrelay.endpoint.Endpoints;
import dev.scanrelay.endpoint.Payload;
import dev.scanrelay.event.AnnouncedEvent;
import dev.scanrelay.event.EndpointTest;
import dev.scanrelay.event.Event;
import dev.scanrelay.event.EventDocuments;
import dev.scanrelay.problem.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/** Delivers a test event at once, and tells what the endpoint answered. It is kept nowhere, and changes nothing of the endpoint's standing. */
@ApplicationScoped
class TestEvents {

    private static final int AT_ONCE = 20;
    private static final Duration COME_AGAIN = Duration.ofSeconds(5);

    private final Endpoints endpoints;
    private final EventDocuments documents;
    private final Egress egress;
    private final Clock clock;
    private final Verdicts verdicts;
    private final Semaphore hands = new Semaphore(AT_ONCE);

    TestEvents(Endpoints endpoints, EventDocuments documents, Egress egress, Clock clock) {
        this.endpoints = endpoints;
        this.documents = documents;
        this.egress = egress;
        this.clock = clock;
        this.verdicts = new Verdicts(clock);
    }

    TestView send(Endpoint endpoint) {
        Destination destination = Optional.ofNullable(
                        endpoints.destinations(List.of(endpoint.id())).get(endpoint.id()))
                .orElseThrow(() -> Problems.notFound("endpoint"));
        if (!hands.tryAcquire()) {
            throw Problems.unavailable("Too many test events are under way. Come again later.", COME_AGAIN);
        }
        try {
            return send(endpoint, destination);
        } finally {
            hands.release();
        }
    }

    private TestView send(Endpoint endpoint, Destination destination) {
        EndpointTest data = new EndpointTest(endpoint.partner(), endpoint.onlyAccount(), endpoint.id());
        AnnouncedEvent event =
                AnnouncedEvent.aside(Event.of(data, UUID.randomUUID().toString(), clock.instant()));
        byte[] body = destination.payload() == Payload.FULL ? documents.full(event) : documents.idOnly(event);
        Map<String, String> headers = new HashMap<>(Push.AGENT);
        headers.putAll(destination.sign(event.id(), clock.instant(), body));
        Answer answer = egress.post(destination.url(), headers, EventDocuments.MEDIA_TYPE, body);
        return TestView.of(event.id(), verdicts.of(answer), answer);
    }
}
