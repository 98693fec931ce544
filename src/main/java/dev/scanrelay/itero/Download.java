package dev.scanrelay.itero;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The bytes of one artifact, from where they were asked for, with what is needed to go on safely after a break. The caller
 * closes it. Its stream fails with an {@code IOException} when it breaks, ends early or stands still for too long.
 *
 * @param status 200 for the whole file, 206 for the part asked for
 * @param strongEtag in quotes, as received; absent when there is none or a weak one
 * @param length of this body; absent when chunked
 * @param range what a 206 says it is
 * @param contentType as received
 * @param identityEncoded whether the bytes are the file's own, not a compressed form of them
 */
public record Download(
        int status,
        Optional<String> strongEtag,
        OptionalLong length,
        Optional<ContentRange> range,
        Optional<String> contentType,
        boolean identityEncoded,
        InputStream body)
        implements AutoCloseable {

    /**
     * {@code Content-Range: bytes start-end/total}.
     *
     * @param total absent when it said {@code *}
     */
    public record ContentRange(long start, long end, OptionalLong total) {}

    @Override
    public void close() throws IOException {
        body.close();
    }

    @Override
    public String toString() {
        return "Download[" + status + ", length=" + length + ", range=" + range + "]";
    }
}
