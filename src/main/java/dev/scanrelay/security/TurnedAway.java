package dev.scanrelay.security;

import dev.scanrelay.audit.Refusal;
import dev.scanrelay.audit.Refusals;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.AuthenticationFailedException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Has a call that is turned away recorded before its answer, once, wherever it is found out and answered. */
@Singleton
final class TurnedAway {

    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final String NOTED = TurnedAway.class.getName();

    private final Refusals refusals;

    TurnedAway(Refusals refusals) {
        this.refusals = refusals;
    }

    /** Nobody came, or somebody whose credential is not good. */
    Uni<Void> note(RoutingContext request, Throwable failure) {
        return refusal(failure)
                .map(refusal -> note(request, refusal))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    Uni<Void> withoutCredential(RoutingContext request) {
        return note(request, Refusal.anybodys(UNAUTHORIZED));
    }

    Uni<Void> overQuota(RoutingContext request, Identified caller) {
        return note(request, new Refusal(caller.actor(), Optional.empty(), TOO_MANY_REQUESTS));
    }

    private Uni<Void> note(RoutingContext request, Refusal refusal) {
        if (request.get(NOTED) != null || !request.normalizedPath().startsWith("/api/")) {
            return Uni.createFrom().voidItem();
        }
        request.put(NOTED, true);
        Context here = Vertx.currentContext();
        Uni<Void> recorded = refusals.record(refusal);
        return here == null ? recorded : recorded.emitOn(command -> here.runOnContext(back -> command.run()));
    }

    /** What is broken on our side is no refusal. */
    private static Optional<Refusal> refusal(Throwable failure) {
        return switch (failure) {
            case AuthenticationFailedException failed
            when failed.getCause() instanceof RefusedKey refused -> Optional.of(refused.refusal());
            case AuthenticationFailedException nobody -> Optional.of(Refusal.anybodys(UNAUTHORIZED));
            case HttpProblem problem
            when problem.getStatusCode() == TOO_MANY_REQUESTS -> Optional.of(Refusal.anybodys(TOO_MANY_REQUESTS));
            default -> Optional.empty();
        };
    }
}
