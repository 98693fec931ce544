package dev.scanrelay.order;

import dev.scanrelay.content.Sha256;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.transfer.ObjectAddress;
import java.util.Base64;
import java.util.Optional;

/**
 * What it takes to hand out an artifact's bytes, and to record it.
 *
 * @param patient the vendor's id
 */
record ArtifactFile(
        ObjectAddress at,
        String mediaType,
        long size,
        Sha256 sha256,
        String fileName,
        AccountId account,
        Optional<String> patient) {

    String etag() {
        return '"' + sha256.hex() + '"';
    }

    /** As RFC 9530 writes it. */
    String digest() {
        return "sha-256=:" + Base64.getEncoder().encodeToString(sha256.bytes()) + ":";
    }

    /** Saved, never shown: what a browser would run comes from outside. */
    String disposition() {
        return "attachment; filename=\"" + fileName + '"';
    }
}
