package dev.scanrelay.pairing;

import dev.scanrelay.itero.IteroException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.time.Duration;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Says what went wrong between us and Align, without Align's words. */
final class PairingFailures {

    private static final Duration SOON = Duration.ofSeconds(30);

    PairingFailures() {}

    @ServerExceptionMapper
    Response align(IteroException failure) {
        return switch (failure.kind()) {
            case TRANSIENT, RATE_LIMITED ->
                later(
                        "Align does not answer as it should. Try again.",
                        failure.retryAfter().orElse(SOON));
            case NOT_FOUND, UNAUTHORISED, REFUSED, PERMANENT -> answer(Status.BAD_GATEWAY, "Align refused the call.");
        };
    }

    @ServerExceptionMapper
    Response unavailable(PairingUnavailable unavailable) {
        return switch (unavailable.reason()) {
            case UNKNOWN -> answer(Status.NOT_FOUND, "There is no such pairing.");
            case PENDING, ENDED -> answer(Status.CONFLICT, "The account is not paired.");
            case NEEDS_ATTENTION -> answer(Status.CONFLICT, "The pairing needs a user of the clinic to sign in again.");
            case RENEWING, DRAINING -> later("The pairing is busy. Try again.", SOON);
        };
    }

    private static Response later(String detail, Duration wait) {
        return HttpProblem.builder()
                .withTitle(Status.SERVICE_UNAVAILABLE.getReasonPhrase())
                .withStatus(Status.SERVICE_UNAVAILABLE)
                .withDetail(detail)
                .withHeader("Retry-After", wait.toSeconds())
                .build()
                .toResponse();
    }

    private static Response answer(Status status, String detail) {
        return HttpProblem.builder()
                .withTitle(status.getReasonPhrase())
                .withStatus(status)
                .withDetail(detail)
                .build()
                .toResponse();
    }
}
