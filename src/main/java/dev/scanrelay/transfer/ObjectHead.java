package dev.scanrelay.transfer;

/**
 * What the store says of a finished object.
 *
 * @param etag without quotes; for the result of a multipart upload most stores end it in {@code -<number of parts>}
 */
public record ObjectHead(long size, String etag) {

    /** Whether this is the object that so many parts, so many bytes long together, were put together to. */
    boolean isOf(long bytes, int parts) {
        int dash = etag.lastIndexOf('-');
        return size == bytes && (dash < 0 || etag.substring(dash + 1).equals(Integer.toString(parts)));
    }
}
