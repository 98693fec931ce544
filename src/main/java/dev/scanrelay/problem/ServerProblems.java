package dev.scanrelay.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Errors that arise before or beside the REST layer, in the same form as all others and without a stack trace. */
@Singleton
final class ServerProblems {

    /** Before the check of Quarkus, whose 413 has no body. */
    private static final int FIRST = Integer.MIN_VALUE;

    private final ProblemAnswer answer;
    private final long largestBody;

    ServerProblems(
            ProblemAnswer answer, @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largestBody) {
        this.answer = answer;
        this.largestBody = largestBody.asLongValue();
    }

    void mount(@Observes Router router) {
        router.route().order(FIRST).handler(this::refuseLargeBody).failureHandler(this::answer);
        for (int status : new int[] {400, 404, 405, 406, 413, 415}) {
            router.errorHandler(status, failed -> answer.send(failed.response(), Problems.ofStatus(status)));
        }
    }

    private void refuseLargeBody(RoutingContext request) {
        if (declaredLength(request) > largestBody) {
            request.response().putHeader("Connection", "close");
            answer.send(request.response(), Problems.ofStatus(413));
            return;
        }
        request.next();
    }

    private static long declaredLength(RoutingContext request) {
        String length = request.request().getHeader("Content-Length");
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException notANumber) {
            return Long.MAX_VALUE;
        }
    }

    /** Failures of authentication go on to Quarkus, which asks its mechanisms for the challenge. */
    private void answer(RoutingContext failed) {
        if (failed.failure() instanceof HttpProblem problem) {
            answer.send(failed.response(), problem);
            return;
        }
        failed.next();
    }
}
