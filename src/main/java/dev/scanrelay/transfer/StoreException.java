package dev.scanrelay.transfer;

import java.io.IOException;

/** The object store did not do what it was asked for. The message holds constant words and the store's own error code. */
public final class StoreException extends RuntimeException {

    /** Whether trying again later may help. */
    public enum Kind {
        TRANSIENT,
        PERMANENT
    }

    /** The code for an object that was recorded under the name of a store that no setting has. */
    public static final String UNKNOWN_STORE = "UnknownStore";

    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final String code;

    StoreException(Kind kind, String code, String what, Throwable cause) {
        this(kind, code, what);
        initCause(cause);
    }

    StoreException(Kind kind, String code, String what) {
        super(what + ": " + code);
        this.kind = kind;
        this.code = code;
    }

    public Kind kind() {
        return kind;
    }

    /** S3's error code, such as {@code NoSuchKey}, or ours for what never reached an answer: {@code timeout, unreachable}. */
    public String code() {
        return code;
    }

    /** The bytes of an object ended before their end. */
    public static StoreException brokenOff(IOException cause) {
        return new StoreException(Kind.TRANSIENT, "broken-off", "get object", cause);
    }

    /** Whether it said that there is no such object, upload or bucket. */
    public boolean isMissing() {
        return code.equals("NoSuchKey") || code.equals("NoSuchUpload") || code.equals("NoSuchBucket");
    }
}
