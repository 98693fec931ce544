package dev.scanrelay.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A revision of an order's files is stored: a claim check on them.
 *
 * @param fingerprint identifies the content of the revision, not the bytes of its zip
 * @param complete false when a file failed for good and the revision is announced without it
 * @param unpacked {@code complete}, {@code none} (nothing to unpack) or {@code refused}
 * @param refusal why a zip was kept whole and its entries dropped, in constant words
 * @param artifactCount of the revision; the event lists at most {@link #LISTED} of them, the API all
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record OrderReady(
        @JsonUnwrapped OrderFacts order,
        int revision,
        String fingerprint,
        Optional<Instant> scannedAt,
        Instant storedAt,
        boolean complete,
        String unpacked,
        Optional<String> refusal,
        int artifactCount,
        List<ArtifactFacts> artifacts)
        implements OrderData {

    /** Keeps an event far below a broker's usual limit of 1 MiB. */
    public static final int LISTED = 256;

    public OrderReady {
        artifacts = artifacts.stream().limit(LISTED).toList();
    }

    @Override
    public EventType type() {
        return EventType.ORDER_READY;
    }
}
