package dev.scanrelay.database;

import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The database did not answer in time, or ended a statement that took too long. Whether a write was committed is open. */
public final class DatabaseTimeout extends RuntimeException {

    /** PostgreSQL's query_canceled and lock_not_available. */
    private static final Set<String> ENDED_IN_TIME = Set.of("57014", "55P03");

    DatabaseTimeout() {
        super("the database did not answer in time", null, false, false);
    }

    /** Whether PostgreSQL itself ended a statement, or its wait for a lock. */
    static boolean isOne(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(cause -> state(cause).filter(ENDED_IN_TIME::contains).isPresent());
    }

    private static Optional<String> state(Throwable cause) {
        return switch (cause) {
            case PgException said -> Optional.ofNullable(said.getSqlState());
            case SQLException translated -> Optional.ofNullable(translated.getSQLState()); // by Hibernate Reactive
            default -> Optional.empty();
        };
    }
}
