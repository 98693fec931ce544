package dev.scanrelay.problem;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Response;
import java.io.CharConversionException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers a JSON body of the wrong form or encoding. Quarkus's own mapper repeats what came in, or answers without a body. */
final class UnreadableBodyMapper {

    private static final int BEFORE_QUARKUS = Priorities.USER - 1000;

    @ServerExceptionMapper(
            value = {MismatchedInputException.class, CharConversionException.class},
            priority = BEFORE_QUARKUS)
    public Response answer() {
        return Problems.invalid("The body does not have the form that this call takes. See /api/v1/openapi.")
                .toResponse();
    }
}
