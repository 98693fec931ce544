package dev.scanrelay.problem;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Response;
import java.io.CharConversionException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers a JSON body of the wrong form or encoding. Quarkus's own mapper repeats what came in, or answers without a body. */
final class UnreadableBodyMapper {

    private static final int BEFORE_QUARKUS = Priorities.USER - 1000;

    @ServerExceptionMapper(priority = BEFORE_QUARKUS)
    public Response answer(MismatchedInputException unreadable) {
        return answer(unreadable.getPath().stream()
                .limit(1)
                .filter(UnreadableBodyMapper::isOurs)
                .map(JsonMappingException.Reference::getFieldName)
                .findFirst()
                .orElse("The body"));
    }

    @ServerExceptionMapper(value = CharConversionException.class, priority = BEFORE_QUARKUS)
    public Response answer() {
        return answer("The body");
    }

    private static Response answer(String what) {
        return Problems.invalid(what + " does not have the form that this call takes. See /api/v1/openapi.")
                .toResponse();
    }

    /** A field of what we read, and not a name that the caller made up. */
    private static boolean isOurs(JsonMappingException.Reference field) {
        return field.getFrom() instanceof Class<?> type
                && type.isRecord()
                && Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getName)
                        .anyMatch(name -> name.equals(field.getFieldName()));
    }
}
