package dev.scanrelay.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where an artifact's bytes come from. Whoever implements it asks for {@code Accept-Encoding: identity} and decides about
 * authorisation and redirects. An {@link IOException} is something that may pass; any runtime exception ends the transfer and
 * reaches its caller as it is.
 */
@FunctionalInterface
public interface Source {

    /**
     * Asks for the bytes from an offset on.
     *
     * @param offset 0: a plain request; more: {@code Range: bytes=<offset>-}
     * @param ifRange the strong ETag to send as {@code If-Range}
     */
    Opened open(long offset, Optional<String> ifRange) throws IOException;

    /**
     * An answer.
     *
     * @param status 200, 206 or what else came
     * @param length of this answer's body, from {@code Content-Length}
     * @param strongEtag with its quotes; empty if there is none or it is weak ({@code W/})
     * @param identity whether the body is not content-encoded
     * @param range from {@code Content-Range}
     * @param body closed by the transfer
     */
    record Opened(
            int status,
            OptionalLong length,
            Optional<String> strongEtag,
            boolean identity,
            Optional<Range> range,
            InputStream body) {}

    /** A parsed {@code Content-Range: bytes <start>-<end>/<total>}; no total for {@code *}. */
    record Range(long start, OptionalLong total) {}
}
