package dev.scanrelay.transfer;

import dev.scanrelay.content.Classification;
import dev.scanrelay.content.Sha256;
import dev.scanrelay.content.VendorName;

/**
 * A file that is in the store, complete and verified.
 *
 * @param sha256 of the bytes
 * @param content of what counts of them under the fingerprint's rule
 */
public record StoredFile(
        ObjectAddress at,
        VendorName name,
        Classification is,
        String mediaType,
        long size,
        Sha256 sha256,
        Sha256 content) {}
