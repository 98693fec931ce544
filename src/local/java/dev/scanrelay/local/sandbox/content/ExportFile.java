package dev.scanrelay.local.sandbox.content;

/**
 * A file of an export as its XML describes it.
 *
 * @param jaw {@code Upper}, {@code Lower} or empty
 * @param printed carries the time of the export, so its bytes differ with every download
 */
public record ExportFile(String type, String jaw, boolean printed, ZipPart zip) {

    static ExportFile of(String type, ZipPart zip) {
        return new ExportFile(type, "", false, zip);
    }

    static ExportFile mesh(boolean upper, ZipPart zip) {
        return new ExportFile("Mesh", upper ? "Upper" : "Lower", false, zip);
    }

    static ExportFile printed(String type, Bytes text, String name) {
        // Stored, so that the zip's length does not depend on how well the time compresses.
        return new ExportFile(type, "", true, ZipPart.stored(name, text));
    }
}
