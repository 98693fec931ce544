package dev.scanrelay.pairing;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response.Status;

/** What callers are told when pairing does not go on. */
final class PairingProblems {

    private PairingProblems() {}

    static HttpProblem unknown() {
        return problem(Status.NOT_FOUND, "There is no such pairing.");
    }

    static HttpProblem noAttempt() {
        return problem(Status.NOT_FOUND, "There is no such login, the user is not back from Align yet, or it is over.");
    }

    static HttpProblem refusedByAlign() {
        return problem(Status.CONFLICT, "Align does not let this user pair to this account. Start again.");
    }

    static HttpProblem noCallback() {
        return problem(
                Status.CONFLICT,
                "This installation can't be notified yet: scanrelay.pairing.callback-base is not set.");
    }

    static HttpProblem noState() {
        return problem(Status.BAD_REQUEST, "The parameter state is missing or too long.");
    }

    static HttpProblem refused(Authorized.Reason reason) {
        return problem(
                Status.BAD_REQUEST,
                switch (reason) {
                    case UNKNOWN_STATE -> "This return from Align belongs to no login of ours. Start again.";
                    case USED_STATE -> "This return from Align was used before. Start again.";
                    case EXPIRED_STATE -> "The login took too long. Start again.";
                    case CANCELLED -> "The login was cancelled.";
                    case ALIGN_OUT -> "Align does not answer as it should. Start again later.";
                    case CODE_REFUSED -> "Align does not take its code back. Start again.";
                });
    }

    private static HttpProblem problem(Status status, String detail) {
        return HttpProblem.builder()
                .withTitle(status.getReasonPhrase())
                .withStatus(status)
                .withDetail(detail)
                .build();
    }
}
