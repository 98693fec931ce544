package dev.scanrelay.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One stored file. It does not print the vendor's name of it. */
@Schema(description = "One stored file.")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ArtifactView(
        UUID id,

        @Schema(
                description =
                        "archive, mesh, image, rx, metadata, margin, texture or unknown. Expect kinds you don't know.",
                examples = "mesh")
        String kind,

        @Schema(description = "What it is for within its kind, where known.", examples = "occlusion")
        Optional<String> role,

        @Schema(description = "upper or lower, where known.", examples = "upper")
        Optional<String> jaw,

        @Schema(examples = "model/stl") String mediaType,
        long sizeBytes,

        @Schema(description = "Of the bytes, 64 hexadecimal digits.")
        String sha256,

        @Schema(description = "The archive it came out of.") Optional<UUID> container,

        @Schema(
                description = "A name to save it under; it says nothing of a person.",
                examples = "mesh-occlusion-upper-r1-2.stl")
        String fileName,

        @Schema(
                description =
                        "The vendor's name of the file, which may hold a patient's: with the scope patients:read only.")
        Optional<String> vendorName,

        @Schema(description = "Where its bytes are, for a key with the scope artifacts:read.")
        String href) {

    @Override
    public String toString() {
        return "ArtifactView[" + id + ", " + kind + "]";
    }
}
