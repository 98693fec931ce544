package dev.scanrelay.pairing;

import dev.scanrelay.itero.IteroException;
import dev.scanrelay.problem.Problems;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Says what went wrong between us and Align, without Align's words. */
final class PairingFailures {

    private static final Duration SOON = Duration.ofSeconds(30);

    PairingFailures() {}

    /** Stable codes; whether and when trying again helps is said in fields of their own. */
    @ServerExceptionMapper
    Response align(IteroException failure) {
        return AlignProblems.of(failure).toResponse();
    }

    @ServerExceptionMapper
    Response unavailable(PairingUnavailable unavailable) {
        return switch (unavailable.reason()) {
            case UNKNOWN -> Problems.notFound("pairing").toResponse();
            case PENDING ->
                Problems.conflict(
                                "pairing-pending",
                                "The pairing is not open yet: its warnings have to be acknowledged, or Align did not answer yet."
                                        + " See its warnings.")
                        .toResponse();
            case ENDED ->
                Problems.conflict("not-paired", "The account is not paired.").toResponse();
            case NEEDS_ATTENTION ->
                Problems.conflict("needs-attention", "A user of the clinic has to sign in at Align again.")
                        .toResponse();
            case RENEWING, DRAINING ->
                Problems.unavailable("The pairing is busy. Try again.", SOON).toResponse();
        };
    }
}
