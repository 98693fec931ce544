package dev.scanrelay.transfer;

/** An artifact did not make it into the store, and nothing of it is left there. The message holds constant words. */
public final class TransferFailed extends RuntimeException {

    /** Every kind may pass with a new attempt, but {@link #TOO_LARGE}. */
    public enum Kind {
        /** The download broke off, stalled, dripped, or could not begin. */
        SOURCE_BROKEN,
        /** The file at the source is another one by now. */
        SOURCE_CHANGED,
        /** It is not as long as it was said to be. */
        WRONG_LENGTH,
        /** The zip ends too early. */
        TRUNCATED,
        /** The zip's data do not fit its check sums. */
        DAMAGED,
        /** Longer than the store's 10,000 parts: {@code scanrelay.store.part-size} has to grow. */
        TOO_LARGE,
        /** The thread was interrupted. */
        CANCELLED
    }

    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final String reason;

    TransferFailed(Kind kind, String reason, Throwable cause) {
        this(kind, reason);
        initCause(cause);
    }

    TransferFailed(Kind kind, String reason) {
        super(kind + ": " + reason);
        this.kind = kind;
        this.reason = reason;
    }

    public Kind kind() {
        return kind;
    }

    /** One constant word, such as {@code stalled}. */
    public String reason() {
        return reason;
    }

    public boolean mayPass() {
        return kind != Kind.TOO_LARGE;
    }
}
