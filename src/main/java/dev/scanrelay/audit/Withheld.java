package dev.scanrelay.audit;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;

/** Puts a problem where an answer was. */
final class Withheld {

    private static final MediaType PROBLEM = new MediaType("application", "problem+json");
    private static final Annotation[] NONE = {};

    private Withheld() {}

    static void replace(ContainerResponseContext answer, HttpProblem problem) {
        close(answer.getEntity());
        answer.getHeaders().clear();
        problem.getHeaders().forEach(answer.getHeaders()::putSingle);
        answer.setStatus(problem.getStatusCode());
        answer.setEntity(problem, NONE, PROBLEM);
    }

    /** A body that holds a stream would never come to close it. */
    private static void close(Object entity) {
        if (entity instanceof Closeable body) {
            try {
                body.close();
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }
    }
}
