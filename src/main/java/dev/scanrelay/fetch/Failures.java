package dev.scanrelay.fetch;

import dev.scanrelay.fetch.Failure.Kind;
import dev.scanrelay.itero.IteroException;
import dev.scanrelay.order.PlanOutdated;
import dev.scanrelay.pairing.PairingUnavailable;
import dev.scanrelay.transfer.StoreException;
import dev.scanrelay.transfer.TransferFailed;
import java.util.Locale;

/** The one place that says what kind of failure an exception is. */
final class Failures {

    private Failures() {}

    static Failure classify(Throwable thrown) {
        return switch (thrown) {
            case FileFailed file -> file.failure();
            case IteroException align -> ofAlign(align);
            case PairingUnavailable pairing -> ofPairing(pairing.reason());
            case TransferFailed transfer -> ofTransfer(transfer);
            case StoreException store ->
                Failure.of(Kind.TRANSIENT, "store: " + store.code()); // whatever it is, not the order's fault
            case PlanOutdated outdated -> Failure.of(Kind.CHANGED, "order changed while it was stored");
            case AttemptRevoked revoked -> Failure.of(Kind.NOT_OURS, "attempt revoked");
            case InterruptedException stopped -> Failure.of(Kind.NOT_OURS, "interrupted");
            default ->
                Failure.of(Kind.TRANSIENT, "internal: " + thrown.getClass().getSimpleName());
        };
    }

    /**
     * One file could not be had though the order can. Links expire and files are rebuilt, so no answer about a file is final: it
     * is tried again until the order is announced without it.
     */
    static Failure classifyFile(Throwable thrown) {
        Failure failure = classify(thrown);
        return new Failure(Kind.INCOMPLETE, "file: " + failure.reason(), failure.retryAfter());
    }

    /** Whether the file is to blame, and not the way to it or the store. */
    static boolean isAboutTheFile(Throwable thrown) {
        return switch (thrown) {
            case TransferFailed transfer -> transfer.kind() != TransferFailed.Kind.CANCELLED;
            case IteroException align ->
                switch (align.kind()) {
                    case NOT_FOUND, REFUSED, PERMANENT -> true;
                    case TRANSIENT -> !align.regionOut();
                    case RATE_LIMITED, UNAUTHORISED -> false;
                };
            default -> false;
        };
    }

    private static Failure ofAlign(IteroException align) {
        String reason = "align" + align.code().map(code -> ": " + code).orElse("");
        Kind kind = switch (align.kind()) {
            case TRANSIENT -> align.regionOut() ? Kind.REGION_OUT : Kind.TRANSIENT;
            case RATE_LIMITED -> align.ownLimit() ? Kind.OWN_LIMIT : Kind.RATE_LIMITED;
            case NOT_FOUND -> Kind.NOT_THERE_YET;
            case UNAUTHORISED -> Kind.UNAUTHORISED;
            case REFUSED -> Kind.REFUSED;
            case PERMANENT -> align.gone() ? Kind.GONE : Kind.PERMANENT;
        };
        return new Failure(kind, reason, align.retryAfter());
    }

    private static Failure ofPairing(PairingUnavailable.Reason reason) {
        String words = "pairing: " + reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return switch (reason) {
            case PENDING, NEEDS_ATTENTION -> Failure.of(Kind.NEEDS_ATTENTION, words);
            case UNKNOWN, ENDED -> Failure.of(Kind.REFUSED, words);
            case RENEWING -> Failure.of(Kind.BUSY, words);
            case DRAINING -> Failure.of(Kind.NOT_OURS, words);
        };
    }

    private static Failure ofTransfer(TransferFailed transfer) {
        String words = "transfer: " + transfer.reason();
        return switch (transfer.kind()) {
            case SOURCE_BROKEN, SOURCE_CHANGED, WRONG_LENGTH, TRUNCATED, DAMAGED -> Failure.of(Kind.TRANSIENT, words);
            case TOO_LARGE -> Failure.of(Kind.PERMANENT, words);
            case CANCELLED -> Failure.of(Kind.NOT_OURS, words);
        };
    }
}
