package dev.scanrelay.endpoint;

import dev.scanrelay.id.PartnerId;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Where deliveries to an endpoint go, and how they are signed and how much they say. */
public final class Destination {

    private final UUID endpoint;
    private final PartnerId partner;
    private final URI url;
    private final Payload payload;
    private final int concurrency;
    private final List<EndpointSecret> secrets;

    Destination(
            UUID endpoint, PartnerId partner, URI url, Payload payload, int concurrency, List<EndpointSecret> secrets) {
        this.endpoint = endpoint;
        this.partner = partner;
        this.url = url;
        this.payload = payload;
        this.concurrency = concurrency;
        this.secrets = secrets;
    }

    public UUID endpoint() {
        return endpoint;
    }

    public PartnerId partner() {
        return partner;
    }

    /** It may hold a secret: for the call, and nowhere else. */
    public URI url() {
        return url;
    }

    public Payload payload() {
        return payload;
    }

    /** Deliveries at once, at most. */
    public int concurrency() {
        return concurrency;
    }

    /** The headers of a delivery. */
    public Map<String, String> sign(String id, Instant time, byte[] body) {
        return Signer.headers(secrets, id, time, body);
    }
}
