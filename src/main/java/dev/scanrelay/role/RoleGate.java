package dev.scanrelay.role;

import dev.scanrelay.problem.ProblemAnswer;
import dev.scanrelay.problem.Problems;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;

/** Answers 404 under paths whose role another process has. Webhooks have routes of their own, which their owner leaves out. */
@ApplicationScoped
class RoleGate {

    private static final int FIRST = 10_000;
    private static final Map<String, Role> PATHS = Map.of("/api/", Role.API, "/pairing/", Role.CONSOLE);

    private final Roles roles;
    private final ProblemAnswer answer;

    RoleGate(Roles roles, ProblemAnswer answer) {
        this.roles = roles;
        this.answer = answer;
    }

    void register(@Observes Filters filters) {
        if (!roles.isAll()) {
            filters.register(this::pass, FIRST);
        }
    }

    private void pass(RoutingContext call) {
        if (isElsewhere(call.normalizedPath())) {
            answer.send(
                    call.response(),
                    Problems.of(
                            404, "served-elsewhere", "Not here", "Another process of this service serves this path."));
        } else {
            call.next();
        }
    }

    private boolean isElsewhere(String path) {
        return PATHS.entrySet().stream()
                .anyMatch(part -> path.startsWith(part.getKey()) && !roles.runs(part.getValue()));
    }
}
