package dev.scanrelay.problem;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers a JSON body of another shape than asked for; Quarkus has an answer of its own, in another form. */
final class UnfitJsonMapper {

    private static final int BEFORE_QUARKUS = Priorities.USER - 1000;

    @ServerExceptionMapper(value = MismatchedInputException.class, priority = BEFORE_QUARKUS)
    public Response answer() {
        return Problems.invalid("A field of the body has the wrong type, or the body itself has.")
                .toResponse();
    }
}
