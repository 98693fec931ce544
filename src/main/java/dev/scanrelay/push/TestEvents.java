package dev.scanrelay.push;

import dev.scanrelay.concurrent.Shares;
import dev.scanrelay.egress.Answer;
import dev.scanrelay.endpoint.Destination;
import dev.scanrelay.endpoint.Destinations;
import dev.scanrelay.endpoint.Endpoint;
import dev.scanrelay.endpoint.Endpoints;
import dev.scanrelay.event.AnnouncedEvent;
import dev.scanrelay.event.EndpointTest;
import dev.scanrelay.event.Event;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.problem.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Delivers a test event at once, and tells what the endpoint answered. It is kept nowhere, and changes nothing of the endpoint's standing. */
@ApplicationScoped
class TestEvents {

    private static final int AT_ONCE = 20;
    private static final Duration COME_AGAIN = Duration.ofSeconds(5);

    private final Endpoints endpoints;
    private final Posting posting;
    private final Clock clock;
    private final Verdicts verdicts;
    private final Shares<PartnerId> hands = new Shares<>(AT_ONCE);

    TestEvents(Endpoints endpoints, Posting posting, Clock clock) {
        this.endpoints = endpoints;
        this.posting = posting;
        this.clock = clock;
        this.verdicts = new Verdicts(clock);
    }

    TestView send(Endpoint endpoint) {
        Destinations found = endpoints.destinations(List.of(endpoint.id()));
        if (found.isUnreadable(endpoint.id())) {
            throw Problems.conflict(
                    "endpoint-unreadable",
                    "The endpoint's URL or one of its secrets can't be read any more. PUT it with its URL, and rotate its secret with a"
                            + " grace of PT0S.");
        }
        Destination destination = found.of(endpoint.id()).orElseThrow(() -> Problems.notFound("endpoint"));
        if (!hands.take(endpoint.partner())) {
            throw Problems.tooManyRequests("Too many test events are under way. Come again later.", COME_AGAIN);
        }
        try {
            return send(endpoint, destination);
        } finally {
            hands.giveBack(endpoint.partner());
        }
    }

    private TestView send(Endpoint endpoint, Destination destination) {
        EndpointTest data = new EndpointTest(endpoint.partner(), endpoint.onlyAccount(), endpoint.id());
        AnnouncedEvent event =
                AnnouncedEvent.aside(Event.of(data, UUID.randomUUID().toString(), clock.instant()));
        Answer answer = posting.post(destination, event);
        return TestView.of(event.id(), verdicts.of(answer), answer);
    }
}
