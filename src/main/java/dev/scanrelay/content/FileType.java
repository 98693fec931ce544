package dev.scanrelay.content;

import java.util.Locale;
import java.util.Map;

/**
 * A file's extension and media type, told from its name by a list: nothing of the vendor's name gets further.
 *
 * @param extension lower case without a dot; {@code bin} for what is not on the list
 */
public record FileType(String extension, String mediaType) {

    private static final FileType OTHER = new FileType("bin", "application/octet-stream");

    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry("zip", "application/zip"),
            Map.entry("stl", "model/stl"),
            Map.entry("ply", "model/ply"),
            Map.entry("obj", "model/obj"),
            Map.entry("mtl", "model/mtl"),
            Map.entry("drc", "application/octet-stream"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("png", "image/png"),
            Map.entry("bmp", "image/bmp"),
            Map.entry("gif", "image/gif"),
            Map.entry("webp", "image/webp"),
            Map.entry("xml", "application/xml"),
            Map.entry("json", "application/json"),
            Map.entry("html", "text/html"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("txt", "text/plain"),
            Map.entry("csv", "text/csv"),
            Map.entry("pts", "text/plain"),
            Map.entry("xyz", "text/plain"),
            Map.entry("3oxz", "application/octet-stream"),
            Map.entry("dcm", "application/dicom"));

    private static final Map<String, String> ALIASES = Map.of("jpeg", "jpg", "htm", "html");

    public static FileType of(VendorName name) {
        String base = name.base().toLowerCase(Locale.ROOT);
        int dot = base.lastIndexOf('.');
        String written = dot < 0 ? "" : base.substring(dot + 1);
        String extension = ALIASES.getOrDefault(written, written);
        String mediaType = KNOWN.get(extension);
        return mediaType == null ? OTHER : new FileType(extension, mediaType);
    }
}
