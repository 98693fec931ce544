package dev.scanrelay.local.sandbox.fault;

/** What may go wrong; the fields of a {@link Fault} that each of them reads stand in brackets. */
public enum FaultKind {
    /** The answer comes late [millis]. */
    LATENCY,
    /** 429 with {@code Retry-After} [retryAfterSeconds]. */
    RATE_LIMIT,
    /** A 5xx answer [status]. */
    SERVER_ERROR,
    /** 401, as if the token had died. */
    UNAUTHORISED,
    /** The call is done, but the connection is closed before its answer. */
    ANSWER_LOST,
    /** The connection stays open and nothing comes. */
    NO_ANSWER,

    /** The connection is closed after so many bytes of the file [bytes]. */
    DROP,
    /** The connection stays open after so many bytes, and nothing more comes [bytes]. */
    STALL,
    /** The file comes slowly [bytesPerSecond]. */
    DRIP,
    /** More bytes are declared than sent [bytes]. */
    WRONG_LENGTH,
    /** The file comes in chunks without a length. */
    CHUNKED,
    /** In chunks, and the last ones are missing [bytes]. */
    TRUNCATED_CHUNKS,
    /** An HTML page with status 200 instead of the file. */
    HTML_INSTEAD,

    /** Every answer is another build, also to {@code If-Range}. */
    ETAG_CHANGES,
    /** One entry of the zip does not have the CRC that it declares. */
    BAD_CRC,
    /** STL headers carry the time of the download. */
    VOLATILE_STL_HEADERS,
    /** Pictures have other bytes in every download. */
    REENCODED_IMAGES,
    /** 302 to a short-lived address on the same origin. */
    STORAGE_SAME_ORIGIN,
    /** 302 to a short-lived address on another origin. */
    STORAGE_OTHER_ORIGIN,

    /** 404 for an order that there is. */
    NOT_THERE_YET,
    /** The order is there, its artifacts are not. */
    EMPTY_ARTIFACTS,
    /** The refresh is done, its answer is lost: only the new token counts from now on. */
    REFRESH_ANSWER_LOST,

    NOTIFICATION_LOST,
    NOTIFICATION_DUPLICATED,
    /** Held back until the account's next one was sent, or for two seconds. */
    NOTIFICATION_REORDERED,
    /** Sent later [millis]. */
    NOTIFICATION_LATE;

    boolean isOfDelivery() {
        return compareTo(DROP) >= 0 && compareTo(HTML_INSTEAD) <= 0;
    }
}
