package dev.scanrelay.pairing;

import dev.scanrelay.itero.IteroException;
import dev.scanrelay.problem.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;
import java.time.Duration;

/**
 * What a caller is told of a failure at Align: a stable {@code code}, whether repeating the call may help ({@code retryable}) and
 * after how many seconds ({@code retryAfterSeconds}, and {@code Retry-After}). Never a word of Align's own.
 */
public final class AlignProblems {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String FEATURE_DISABLED = "feature_disabled";

    private AlignProblems() {}

    public static HttpProblem of(IteroException failure) {
        Duration wait = failure.retryAfter().orElse(SOON);
        return switch (failure.kind()) {
            case TRANSIENT -> later(503, "align-unavailable", "Align does not answer as it should. Try again.", wait);
            case RATE_LIMITED -> later(503, "align-rate-limited", "Align limits us just now. Try again.", wait);
            case NOT_FOUND -> never(404, "align-not-found", "Align knows no such thing in this account.");
            case UNAUTHORISED ->
                never(
                        409,
                        "align-unauthorised",
                        "Align does not take our access. A user of the clinic has to sign in again.");
            case REFUSED -> refused(failure);
            case PERMANENT -> never(502, "align-rejected", "Align rejected the call as it is.");
        };
    }

    /** For a write whose answer was lost, where doing it again does no harm. */
    public static HttpProblem outcomeOpen() {
        return later(
                503,
                "align-outcome-open",
                "Align was asked and did not answer: it may have been done. Repeat the call as it is; nothing is done twice.",
                SOON);
    }

    /** Align broke off in the middle of something. */
    public static HttpProblem unavailable() {
        return later(503, "align-unavailable", "Align does not answer as it should. Try again.", SOON);
    }

    private static HttpProblem refused(IteroException failure) {
        boolean off = failure.code().filter(FEATURE_DISABLED::equals).isPresent();
        return off
                ? never(
                        409,
                        "align-feature-disabled",
                        "Align has this feature switched off for the account. Ask Align to enable it.")
                : never(502, "align-refused", "Align refused the call.");
    }

    private static HttpProblem later(int status, String code, String detail, Duration wait) {
        long seconds = Math.max(1, wait.toSeconds());
        return HttpProblem.builder(Problems.of(status, code, "Align is unavailable", detail))
                .with("code", code)
                .with("retryable", true)
                .with("retryAfterSeconds", seconds)
                .withHeader("Retry-After", seconds)
                .build();
    }

    private static HttpProblem never(int status, String code, String detail) {
        return HttpProblem.builder(Problems.of(status, code, "Align did not do it", detail))
                .with("code", code)
                .with("retryable", false)
                .build();
    }
}
