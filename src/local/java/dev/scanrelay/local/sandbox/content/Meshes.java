package dev.scanrelay.local.sandbox.content;

import java.util.Arrays;
import java.util.Optional;

/**
 * In which form a download has the meshes.
 *
 * @param format none: as scanned, which is STL for {@code ORTHO} and PLY for {@code RESTORATIVE}
 */
public record Meshes(Optional<Format> format, Form form) {

    public static final Meshes AS_SCANNED = new Meshes(Optional.empty(), Form.TWO_FILES);

    public boolean asScanned() {
        return equals(AS_SCANNED);
    }

    boolean solid() {
        return form == Form.SOLID;
    }

    /** How the triangles are written. Only PLY has colours. */
    public enum Format {
        STL,
        PLY;

        public static Optional<Format> of(String wire) {
            return Arrays.stream(values())
                    .filter(format -> format.name().equalsIgnoreCase(wire))
                    .findFirst();
        }
    }

    /** What the triangles are of. */
    public enum Form {
        /** Both arches, open, each in a file of its own, as they bite. */
        TWO_FILES("TwoFiles_ArchesOrientedInOcclusion"),
        /** The same, each closed along its sides by a low base. */
        SOLID("SolidModelWithLowProfileBase");

        private final String wire;

        Form(String wire) {
            this.wire = wire;
        }

        public static Optional<Form> of(String wire) {
            return Arrays.stream(values())
                    .filter(form -> form.wire.equals(wire))
                    .findFirst();
        }
    }
}
