package dev.scanrelay.security;

import dev.scanrelay.problem.Problems;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Answers a call without a good key from within the REST layer. The mappers of quarkus-resteasy-problem for it ask for a field that
 * Quarkus 3.33 has made private and end in a 500; to be removed when they no longer do.
 */
final class NoKeyMapper {

    private static final int BEFORE_THE_LIBRARY = Priorities.USER - 1000;

    private final TurnedAway turnedAway;
    private final CurrentVertxRequest request;

    NoKeyMapper(TurnedAway turnedAway, CurrentVertxRequest request) {
        this.turnedAway = turnedAway;
        this.request = request;
    }

    @ServerExceptionMapper(
            value = {AuthenticationFailedException.class, UnauthorizedException.class},
            priority = BEFORE_THE_LIBRARY)
    public Uni<Response> answer() {
        return turnedAway
                .withoutCredential(request.getCurrent())
                .replaceWith(() -> Problems.unauthorized().toResponse());
    }
}
