package dev.scanrelay.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import java.util.UUID;

/**
 * One stored file. Its name at the vendor may hold a person's name and stays in the catalogue.
 *
 * @param kind {@code archive}, {@code mesh}, {@code image}, {@code rx}, {@code metadata}, {@code margin}, {@code texture} or
 *     {@code unknown}; readers ignore kinds they don't know
 * @param jaw {@code upper} or {@code lower}, where known
 * @param sha256 of the bytes, 64 hexadecimal digits
 * @param container the archive it came out of
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ArtifactFacts(
        UUID id,
        String kind,
        Optional<String> role,
        Optional<String> jaw,
        String mediaType,
        long sizeBytes,
        String sha256,
        String bucket,
        String key,
        Optional<UUID> container) {}
