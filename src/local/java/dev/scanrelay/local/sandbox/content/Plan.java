package dev.scanrelay.local.sandbox.content;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import java.util.Optional;

/**
 * What a scan consists of.
 *
 * @param bytes about how large the zip's meshes are together
 * @param rawBytes the exact size of the {@code RAW_SCAN} artifact
 * @param imageWidth width of each picture in pixels; 0 for no pictures
 * @param stored meshes uncompressed in the zip; always so above 8 MiB
 * @param meshes the form of the meshes, which a download chooses and no scan has
 * @param artifacts asset types that the order lists; a type that is none of {@code IDE}, {@code IMAGE_GALLERY} is raw bytes
 */
public record Plan(
        Kind kind,
        long bytes,
        long rawBytes,
        int imageWidth,
        boolean stored,
        Variant variant,
        List<String> artifacts,
        Meshes meshes) {

    public static final String IDE = "IDE";
    public static final String IMAGE_GALLERY = "IMAGE_GALLERY";
    public static final String RAW_SCAN = "RAW_SCAN";
    public static final Plan DEFAULT = of(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** Full size of a picture from a real export is 1920 x 1080; a sixth keeps a default scan small. */
    private static final int DEFAULT_IMAGE_WIDTH = 320;

    private static final int LARGEST_IMAGE_WIDTH = 4096;

    public Plan {
        if (bytes < 0 || rawBytes < 0 || imageWidth < 0 || imageWidth > LARGEST_IMAGE_WIDTH) {
            throw new IllegalArgumentException("sizes are not below 0, imageWidth is at most " + LARGEST_IMAGE_WIDTH);
        }
        artifacts = List.copyOf(artifacts);
    }

    @JsonCreator
    public static Plan of(
            Optional<Kind> kind,
            Optional<Long> bytes,
            Optional<Long> rawBytes,
            Optional<Integer> imageWidth,
            Optional<Boolean> stored,
            Optional<Variant> variant,
            Optional<List<String>> artifacts) {
        return new Plan(
                kind.orElse(Kind.ORTHO),
                bytes.orElse(1_200_000L),
                rawBytes.orElse(1_000_000L),
                imageWidth.orElse(DEFAULT_IMAGE_WIDTH),
                stored.orElse(false),
                variant.orElse(Variant.PLAIN),
                artifacts.orElse(List.of(IDE, IMAGE_GALLERY)),
                Meshes.AS_SCANNED);
    }

    public Plan of(Kind other) {
        return new Plan(other, bytes, rawBytes, imageWidth, stored, variant, artifacts, meshes);
    }

    public Plan with(Variant other) {
        return new Plan(kind, bytes, rawBytes, imageWidth, stored, other, artifacts, meshes);
    }

    /** As one download wants it. */
    public Plan with(Meshes other) {
        return new Plan(kind, bytes, rawBytes, imageWidth, stored, variant, artifacts, other);
    }

    Meshes.Format format() {
        return meshes.format().orElse(kind == Kind.ORTHO ? Meshes.Format.STL : Meshes.Format.PLY);
    }

    public enum Kind {
        ORTHO,
        RESTORATIVE
    }

    /** What is wrong with the zip, for good. */
    public enum Variant {
        PLAIN,
        /** One entry unpacks to 4 GiB of zeros. */
        ZIP_BOMB,
        /** Names that climb out of the folder they are unpacked to. */
        DOT_DOT,
        /** Bytes that are no zip, under a zip's name. */
        NOT_A_ZIP,
        /** One entry does not have the CRC that stands in its header. */
        BAD_CRC,
        /** The same name twice, with different contents. */
        DUPLICATE_NAMES
    }
}
