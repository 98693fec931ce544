package dev.scanrelay.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;

/** Writes a problem where no REST layer does: routes and failures of the HTTP server itself. */
@Singleton
public final class ProblemAnswer {

    private static final String MEDIA_TYPE = "application/problem+json";

    private final ObjectWriter writer;

    public ProblemAnswer(ObjectMapper mapper) {
        this.writer = mapper.writerFor(HttpProblem.class);
    }

    /** Ends the response with the problem; does nothing if it has begun already. */
    public void send(HttpServerResponse response, HttpProblem problem) {
        if (response.ended() || response.headWritten()) {
            return;
        }
        response.setStatusCode(problem.getStatusCode());
        problem.getHeaders().forEach((name, value) -> response.putHeader(name, value.toString()));
        response.putHeader("Content-Type", MEDIA_TYPE).end(Buffer.buffer(json(problem)));
    }

    private byte[] json(HttpProblem problem) {
        try {
            return writer.writeValueAsBytes(problem);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a problem is always writable", broken);
        }
    }
}
