package dev.scanrelay.order;

import dev.scanrelay.transfer.ObjectAddress;
import java.util.Base64;
import java.util.HexFormat;

/** What it takes to hand out an artifact's bytes. */
record ArtifactFile(ObjectAddress at, String mediaType, long size, byte[] sha256, String fileName) {

    String etag() {
        return '"' + HexFormat.of().formatHex(sha256) + '"';
    }

    /** As RFC 9530 writes it. */
    String digest() {
        return "sha-256=:" + Base64.getEncoder().encodeToString(sha256) + ":";
    }

    /** Saved, never shown: what a browser would run comes from outside. */
    String disposition() {
        return "attachment; filename=\"" + fileName + '"';
    }
}
