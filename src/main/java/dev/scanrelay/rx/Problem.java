package dev.scanrelay.rx;

import dev.scanrelay.problem.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What callers are told when a scan request does not go on. */
final class Problem {

    private static final Duration SOON = Duration.ofSeconds(5);

    private Problem() {}

    static HttpProblem unknown() {
        return Problems.notFound("scan-request");
    }

    static HttpProblem erased() {
        return Problems.gone("erased", "The data of the order that this request led to was erased on request.");
    }

    /** Whether the request, or the order that it led to, is not there any more. */
    static boolean saysGone(RuntimeException failure) {
        return failure instanceof HttpProblem problem
                && Set.of(unknown().getType(), erased().getType()).contains(problem.getType());
    }

    static HttpProblem violations(List<Violation> violations) {
        return HttpProblem.builder(Problems.invalid("See violations for what to change."))
                .with("violations", violations)
                .build();
    }

    static HttpProblem conflict(Choice.Why why, Finding found) {
        return HttpProblem.builder(Problems.conflict(why.slug(), why.detail()))
                .with("match", found.match().wire())
                .with("candidates", found.candidates())
                .build();
    }

    static HttpProblem badKey() {
        return Problems.invalid("Idempotency-Key has to be 1 to 255 printable ASCII characters.");
    }

    static HttpProblem otherBody() {
        return Problems.of(
                422,
                "idempotency-key-reused",
                "Key used for something else",
                "This Idempotency-Key was used for another request. Use a new one for each request.");
    }

    static HttpProblem underWay(UUID id) {
        return HttpProblem.builder(underWay()).with("scanRequestId", id).build();
    }

    static HttpProblem underWay() {
        return HttpProblem.builder(Problems.conflict(
                        "request-in-progress", "A request with this Idempotency-Key is under way. Come again."))
                .withHeader("Retry-After", SOON.toSeconds())
                .build();
    }

    static HttpProblem refused(UUID id, Refusal refusal) {
        return HttpProblem.builder(
                        Problems.of(refusal.status(), refusal.code(), "Align did not do it", refusal.detail()))
                .with("code", refusal.code())
                .with("retryable", false)
                .with("scanRequestId", id)
                .build();
    }

    static HttpProblem unsettled() {
        return HttpProblem.builder(Problems.conflict(
                        "scan-request-unsettled",
                        "It is not known yet whether Align has this RX. Come again, or declare what became of it."))
                .withHeader("Retry-After", Duration.ofMinutes(1).toSeconds())
                .build();
    }

    static HttpProblem settled() {
        return Problems.conflict(
                "scan-request-settled", "What became of this request is known: there is nothing to declare.");
    }

    static HttpProblem scanned() {
        return Problems.conflict("already-scanned", "This RX has been scanned: it can't be deleted any more.");
    }

    static HttpProblem rxIdUnknown() {
        return Problems.conflict("rx-id-unknown", "Align's id of this RX is not known: delete it in Align's portal.");
    }

    static HttpProblem otherRequests() {
        return Problems.conflict("rx-of-another-request", "Another scan request has this RX.");
    }
}
