package dev.scanrelay.push;

import dev.scanrelay.egress.Answer;
import dev.scanrelay.egress.Egress;
import dev.scanrelay.endpoint.Destination;
import dev.scanrelay.endpoint.Payload;
import dev.scanrelay.event.AnnouncedEvent;
import dev.scanrelay.event.EventDocuments;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** Posts an event to an endpoint, as its payload level wants it, signed. Blocks: for virtual threads. */
@ApplicationScoped
class Posting {

    private static final Map<String, String> AGENT = Map.of("user-agent", "ScanRelay");
    private static final String REPLAY = "webhook-replay";

    private final EventDocuments documents;
    private final Egress egress;
    private final Clock clock;

    Posting(EventDocuments documents, Egress egress, Clock clock) {
        this.documents = documents;
        this.egress = egress;
        this.clock = clock;
    }

    Answer post(Destination destination, AnnouncedEvent event) {
        boolean whole = destination.payload() == Payload.FULL;
        return post(destination, event, whole ? documents.full(event) : documents.idOnly(event), AGENT);
    }

    /** The same as part of a replay: header and document say so. */
    Answer replay(Destination destination, AnnouncedEvent event) {
        boolean whole = destination.payload() == Payload.FULL;
        Map<String, String> marked = new HashMap<>(AGENT);
        marked.put(REPLAY, "true");
        return post(destination, event, whole ? documents.fullReplay(event) : documents.idOnlyReplay(event), marked);
    }

    private Answer post(Destination destination, AnnouncedEvent event, byte[] body, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        headers.putAll(destination.sign(event.id(), clock.instant(), body));
        return egress.post(destination.partner(), destination.url(), headers, EventDocuments.MEDIA_TYPE, body);
    }
}
