package dev.scanrelay.local.sandbox.content;

import java.time.Instant;

/**
 * One making of an export. The vendor's storage builds the zip anew for each download, so the same scan has many builds.
 *
 * @param freshHeaders the STL headers carry the export time
 * @param freshImages the pictures are written anew: the same pixels and length, other bytes
 */
public record Build(Instant exportTime, boolean freshHeaders, boolean freshImages) {

    public static Build at(Instant exportTime) {
        return new Build(exportTime, false, false);
    }

    String header() {
        return freshHeaders ? "iTero export " + exportTime : "iTero export";
    }

    String comment() {
        return freshImages ? "iTero " + exportTime : "iTero";
    }
}
