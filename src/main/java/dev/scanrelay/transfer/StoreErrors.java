package dev.scanrelay.transfer;

import dev.scanrelay.transfer.StoreException.Kind;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.errors.ServerException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Translates what the SDK throws. Foreign messages stay behind: they may hold signed URLs and keys. */
final class StoreErrors {

    /** Refusals that the same request meets again; everything else that is not a plain 4xx may pass. */
    private static final Set<String> PASSING = Set.of(
            "SlowDown", "RequestTimeout", "RequestTimeTooSkewed", "OperationAborted", "BadDigest", "InternalError");

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int REQUEST_TIMEOUT = 408;

    private StoreErrors() {}

    static StoreException translate(String what, Throwable thrown) {
        Throwable cause = unwrapped(thrown);
        return switch (cause) {
            case StoreException already -> already;
            case ErrorResponseException answer -> answered(what, answer);
            case ServerException server -> of(Kind.TRANSIENT, "status-" + server.statusCode(), what, cause);
            case InterruptedIOException slow -> of(Kind.TRANSIENT, "timeout", what, cause);
            case IOException network -> of(Kind.TRANSIENT, "unreachable", what, cause);
            case MinioException unreadable -> of(Kind.TRANSIENT, "unreadable-answer", what, cause);
            default -> of(Kind.PERMANENT, "unexpected", what, cause);
        };
    }

    static StoreException unreadable(String what) {
        return new StoreException(Kind.TRANSIENT, "unreadable-answer", what);
    }

    private static StoreException answered(String what, ErrorResponseException answer) {
        String code = answer.errorResponse().code();
        int status = answer.response().code();
        boolean passes =
                status >= 500 || status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT || PASSING.contains(code);
        return of(passes ? Kind.TRANSIENT : Kind.PERMANENT, code == null ? "status-" + status : code, what, answer);
    }

    private static StoreException of(Kind kind, String code, String what, Throwable cause) {
        // what the SDK throws may quote the store's answer; only the network's own errors are kept
        return cause instanceof IOException
                ? new StoreException(kind, code, what, cause)
                : new StoreException(kind, code, what);
    }

    private static Throwable unwrapped(Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof CompletionException
                        || cause instanceof ExecutionException
                        || cause.getClass() == MinioException.class)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
