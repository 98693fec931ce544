package dev.scanrelay.itero;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Where a region's endpoints are: RFC 6570 templates by endpoint name, as Discovery told them. It holds no secret. Stored as
 * JSON, it is what to go by when Discovery does not answer.
 *
 * @param readAt when Discovery told it, by our clock
 * @param validSeconds how long Align lets it be used
 */
public record Directory(String region, Map<String, String> templates, Instant readAt, long validSeconds) {

    public Directory {
        templates = Map.copyOf(templates);
    }

    public Duration validFor() {
        return Duration.ofSeconds(validSeconds);
    }

    public boolean expired(Clock clock) {
        return !clock.instant().isBefore(readAt.plusSeconds(validSeconds));
    }

    /** The form to store. */
    public String toJson() {
        return Json.write(this);
    }

    /**
     * Reads the stored form.
     *
     * @throws IllegalArgumentException if it was not written by {@link #toJson()}
     */
    public static Directory ofJson(String json) {
        return Json.read(json, Directory.class);
    }

    Optional<String> template(Endpoint endpoint) {
        return Optional.ofNullable(templates.get(endpoint.wireName()));
    }
}
