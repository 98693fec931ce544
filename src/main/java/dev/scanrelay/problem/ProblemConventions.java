package dev.scanrelay.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import io.quarkiverse.resteasy.problem.validation.HttpValidationProblem;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.NotFoundException;
import java.io.IOException;

/**
 * Replaces what libraries say of an error by our own words: their details repeat what came in. Runs before the problem is logged,
 * for the same reason.
 */
@Singleton
final class ProblemConventions implements ProblemPostProcessor {

    private static final int BEFORE_THE_LOGGER = 1000;
    /** No status of HTTP's own; servers commonly log it for this. Nobody is there to receive it. */
    private static final int HUNG_UP = 499;

    private final CurrentVertxRequest request;

    ProblemConventions(CurrentVertxRequest request) {
        this.request = request;
    }

    @Override
    public int priority() {
        return BEFORE_THE_LOGGER;
    }

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        if (isOurs(problem)) {
            return problem;
        }
        if (problem instanceof HttpValidationProblem validation) {
            return violations(validation);
        }
        if (hungUp(context.cause)) {
            return Problems.of(HUNG_UP, "caller-hung-up", "Hung up", "The caller left before the answer ended.");
        }
        if (context.cause instanceof NotFoundException unreadable && unreadable.getCause() != null) {
            return Problems.invalid("A parameter in the path or the query has the wrong form.");
        }
        return withHeaders(problem, Problems.ofStatus(problem.getStatusCode()));
    }

    /** An answer that can't be written since its reader is gone: nothing is wrong with us. */
    private boolean hungUp(Throwable cause) {
        return cause instanceof IOException
                && request.getCurrent() != null
                && request.getCurrent().response().closed();
    }

    private static boolean isOurs(HttpProblem problem) {
        return problem.getType() != null && problem.getType().toString().startsWith(Problems.TYPES);
    }

    private static HttpProblem violations(HttpProblem validation) {
        HttpProblem.Builder named = HttpProblem.builder(Problems.invalid("See violations for what to change."));
        validation.getParameters().forEach(named::with);
        return named.build();
    }

    private static HttpProblem withHeaders(HttpProblem theirs, HttpProblem ours) {
        HttpProblem.Builder both = HttpProblem.builder(ours);
        theirs.getHeaders().forEach(both::withHeader);
        return both.build();
    }
}
