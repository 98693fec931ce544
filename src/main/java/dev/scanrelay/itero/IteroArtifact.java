package dev.scanrelay.itero;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One file that Align offers of an order.
 *
 * @param type Align's word, such as {@code IDE} or {@code IMAGE_GALLERY}, untouched
 * @param fileName Align's name of the file; it may hold a person's name
 * @param sizeBytes as promised; a zip that is built on demand may have none
 * @param downloadUrl the file's own link, short-lived and to be treated as a secret
 */
public record IteroArtifact(
        Optional<String> artifactId,
        String type,
        Optional<String> fileName,
        Optional<String> contentType,
        OptionalLong sizeBytes,
        Optional<URI> downloadUrl) {

    IteroArtifact withoutLink() {
        return new IteroArtifact(artifactId, type, fileName, contentType, sizeBytes, Optional.empty());
    }

    @Override
    public String toString() {
        return "IteroArtifact[" + artifactId.orElse("?") + ", " + type + ", " + sizeBytes + "]";
    }
}
