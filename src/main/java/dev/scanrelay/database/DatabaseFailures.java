package dev.scanrelay.database;

import dev.scanrelay.problem.Problems;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What a caller is told while the database does not answer. */
final class DatabaseFailures {

    private static final Duration SOON = Duration.ofSeconds(5);

    DatabaseFailures() {}

    @ServerExceptionMapper
    Response silent(DatabaseTimeout timeout) {
        return Problems.unavailable("The database does not answer in time. Try again.", SOON)
                .toResponse();
    }
}
