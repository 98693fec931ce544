package dev.scanrelay.pairing;

import dev.scanrelay.problem.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;

/** What callers are told when pairing does not go on. */
public final class PairingProblems {

    private PairingProblems() {}

    static HttpProblem unknown() {
        return Problems.notFound("pairing");
    }

    static HttpProblem noAttempt() {
        return Problems.of(
                404,
                "login-not-found",
                "Not found",
                "There is no such login, the user is not back from Align yet, or it is over.");
    }

    static HttpProblem refusedByAlign() {
        return Problems.conflict("pairing-refused", "Align does not let this user pair to this account. Start again.");
    }

    static HttpProblem noCallback() {
        return Problems.conflict(
                "no-callback", "This installation can't be notified yet: scanrelay.pairing.callback-base is not set.");
    }

    static HttpProblem returnUrl() {
        return Problems.invalid(
                "returnUrl is not https, or not on this installation's list: scanrelay.pairing.return-urls.");
    }

    public static HttpProblem noState() {
        return Problems.invalid("The parameter state is missing or too long.");
    }

    public static HttpProblem refused(Authorized.Reason reason) {
        return Problems.of(
                400,
                "login-refused",
                "The login can't go on",
                switch (reason) {
                    case UNKNOWN_STATE -> "This return from Align belongs to no login of ours. Start again.";
                    case USED_STATE -> "This return from Align was used before. Start again.";
                    case EXPIRED_STATE -> "The login took too long. Start again.";
                    case CANCELLED -> "The login was cancelled.";
                    case ALIGN_OUT -> "Align does not answer as it should. Start again later.";
                    case CODE_REFUSED -> "Align does not take its code back. Start again.";
                });
    }
}
