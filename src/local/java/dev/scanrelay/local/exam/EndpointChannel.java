package dev.scanrelay.local.exam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;

/** Posts events to the vendor's URL, signed. */
final class EndpointChannel implements Channel {

    private final Deliverer deliverer;
    private final Signing keys;
    private final Clock clock;

    EndpointChannel(URI endpoint, ExamConfig config, Clock clock) {
        this.deliverer = new Deliverer(endpoint, config.answer());
        this.keys = Signing.of(config);
        this.clock = clock;
    }

    @Override
    public Way way() {
        return Way.ENDPOINT;
    }

    @Override
    public void tell(ObjectNode event) throws InterruptedException {
        deliver(signed(event));
    }

    Envelope signed(ObjectNode event) {
        return signed(event, clock.instant());
    }

    Envelope signed(ObjectNode event, Instant at) {
        return Envelope.of(event, keys, at);
    }

    Envelope signed(String id, String body) {
        return Envelope.of(id, body, keys, clock.instant());
    }

    Envelope forged(ObjectNode event) {
        return Envelope.of(event, keys.foreign(), clock.instant());
    }

    /** Has to be answered 2xx. */
    void deliver(Envelope envelope) throws InterruptedException {
        var reply = deliverer.deliver(envelope);
        Stage.require(reply.taken(), "The delivery was answered with " + reply.words() + ".");
    }

    /** Has to be answered 4xx. */
    void refused(Envelope envelope) throws InterruptedException {
        var reply = deliverer.deliver(envelope);
        Stage.require(reply.refused(), "The delivery was answered with " + reply.words() + ".");
    }

    /** The connection ends in the middle of the body. */
    void breakOff(Envelope envelope) {
        deliverer.breakOff(envelope);
    }

    @Override
    public int lanes() {
        return 1;
    }

    @Override
    public int lane(String key) {
        return 0;
    }

    @Override
    public void close() {
        deliverer.close();
    }
}
