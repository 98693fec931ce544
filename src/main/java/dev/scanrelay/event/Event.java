package dev.scanrelay.event;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.trace.TraceParent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that happened, told once. The id follows from what happened, so telling it again is telling nothing.
 *
 * @param id the same for the same occurrence, in every process and after every repeat
 * @param time when it happened
 * @param trace where the trace of what led to it stands
 */
public record Event(String id, Instant time, EventData data, Optional<TraceParent> trace) {

    /** A stored revision: the same account, order, revision and content make the same event. */
    public static Event orderReady(OrderReady ready, Instant time) {
        return of(ready, ready.revision() + "/" + ready.fingerprint(), time);
    }

    /**
     * Any event.
     *
     * @param occurrence tells this occurrence from others of the same type and subject: a counter, a generation, a digest
     */
    public static Event of(EventData data, String occurrence, Instant time) {
        String identity = String.join("\n", data.type().wireName(), data.orderingKey(), data.subject(), occurrence);
        return new Event(idOf(identity), time, data, Optional.empty());
    }

    /** The same event, as a part of a trace. */
    public Event in(Optional<TraceParent> goingOn) {
        return new Event(id, time, data, goingOn);
    }

    public EventType type() {
        return data.type();
    }

    public PartnerId partner() {
        return data.partner();
    }

    public Optional<AccountId> account() {
        return data.concerned();
    }

    public String orderingKey() {
        return data.orderingKey();
    }

    public String subject() {
        return data.subject();
    }

    private static String idOf(String identity) {
        ByteBuffer digest = ByteBuffer.wrap(sha256(identity));
        long high = (digest.getLong() & ~0xF000L) | 0x8000L; // RFC 9562, version 8: a digest of one's own
        long low = (digest.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
