package dev.scanrelay.transfer;

import dev.scanrelay.content.Classification;
import dev.scanrelay.content.Sha256;
import dev.scanrelay.content.VendorName;

/**
 * A file that came, complete and verified.
 *
 * @param at where its bytes are, if it is stored
 * @param rest whether they are
 * @param sha256 of the bytes
 * @param content of what counts of them under the fingerprint's rule
 */
public record StoredFile(
        ObjectAddress at,
        Rest rest,
        VendorName name,
        Classification is,
        String mediaType,
        long size,
        Sha256 sha256,
        Sha256 content) {

    /** What became of a file's bytes. */
    public enum Rest {
        STORED,
        /** They were stored by an earlier attempt, with another revision. */
        SHARED,
        /** They were looked at, and let go. */
        DROPPED
    }

    public StoredFile(
            ObjectAddress at,
            VendorName name,
            Classification is,
            String mediaType,
            long size,
            Sha256 sha256,
            Sha256 content) {
        this(at, Rest.STORED, name, is, mediaType, size, sha256, content);
    }

    public boolean isStored() {
        return rest != Rest.DROPPED;
    }
}
