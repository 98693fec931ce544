package dev.scanrelay.manifest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.scanrelay.transfer.ObjectAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A revision as the catalogue has it, without anything of a person. Its JSON Schema is {@code schemas/manifest.v1.json}.
 *
 * @param version of this form
 * @param attempt that stored it, whose id is in the keys
 * @param status the vendor's word when it was stored
 * @param eventId of the event that announces it
 * @param files in their order; only what is stored
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Manifest(
        int version,
        String partner,
        String account,
        UUID orderId,
        String rxId,
        Optional<String> vendorOrderId,
        Optional<String> status,
        String origin,
        Optional<Instant> scannedAt,
        Optional<Instant> modifiedAt,
        int revision,
        String fingerprint,
        int ruleVersion,
        boolean complete,
        String unpacked,
        Optional<String> refusal,
        UUID attempt,
        Instant storedAt,
        String eventId,
        List<StoredFile> files) {

    public static final int VERSION = 1;

    public Manifest {
        // what is read may lack them
        List.of(partner, account, orderId, rxId, origin, fingerprint, unpacked, attempt, storedAt, eventId)
                .forEach(Objects::requireNonNull);
        files = List.copyOf(files);
    }

    /** The objects that it names, each once. */
    public Stream<ObjectAddress> objects() {
        return files.stream().map(StoredFile::at).distinct();
    }

    /** The same with files where they are now, by their ids. */
    public Manifest at(Map<UUID, ObjectAddress> places) {
        return new Manifest(
                version,
                partner,
                account,
                orderId,
                rxId,
                vendorOrderId,
                status,
                origin,
                scannedAt,
                modifiedAt,
                revision,
                fingerprint,
                ruleVersion,
                complete,
                unpacked,
                refusal,
                attempt,
                storedAt,
                eventId,
                files.stream()
                        .map(file -> file.at(places.getOrDefault(file.id(), file.at())))
                        .toList());
    }

    /**
     * A stored file.
     *
     * @param number its place among the revision's files, from 1
     * @param container the archive it came out of, if that is stored, too
     * @param contentSha256 of what counts of it under the fingerprint's rule
     * @param isVolatile whether it did not count
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record StoredFile(
            UUID id,
            int number,
            Optional<UUID> container,
            String kind,
            Optional<String> role,
            Optional<String> jaw,
            String mediaType,
            long sizeBytes,
            String sha256,
            String contentSha256,
            @JsonProperty("volatile") boolean isVolatile,
            String store,
            String bucket,
            String key) {

        public StoredFile {
            List.of(id, kind, mediaType, sha256, contentSha256, store, bucket, key)
                    .forEach(Objects::requireNonNull);
        }

        /** Where its bytes are. */
        public ObjectAddress at() {
            return new ObjectAddress(store, bucket, key);
        }

        StoredFile at(ObjectAddress place) {
            return new StoredFile(
                    id,
                    number,
                    container,
                    kind,
                    role,
                    jaw,
                    mediaType,
                    sizeBytes,
                    sha256,
                    contentSha256,
                    isVolatile,
                    place.store(),
                    place.bucket(),
                    place.key());
        }
    }
}
