package dev.scanrelay.database;

import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Enters Hibernate Reactive for one short transaction. {@link #write} and {@link #read} block and are called from virtual or
 * worker threads; the {@code Async} forms are for the event loop.
 */
@ApplicationScoped
public class Database {

    private final Mutiny.SessionFactory sessions;
    private final AfterCommit afterCommit = new AfterCommit();

    Database(Mutiny.SessionFactory sessions) {
        this.sessions = sessions;
    }

    /** Runs the work in a transaction and returns what it yields once it is committed. */
    public <T> T write(Function<Mutiny.Session, Uni<T>> work) {
        return await(() -> writeAsync(work));
    }

    /** Runs read-only work in a session of its own. */
    public <T> T read(Function<Mutiny.Session, Uni<T>> work) {
        return await(() -> readAsync(work));
    }

    public <T> Uni<T> writeAsync(Function<Mutiny.Session, Uni<T>> work) {
        return sessions.withTransaction((session, transaction) -> work.apply(session)
                        .map(result -> new Committed<>(result, afterCommit.take(session)))
                        .onTermination()
                        .invoke(() -> afterCommit.take(session)))
                .map(Committed::announce);
    }

    /** Does something short and non-blocking once the session's transaction is committed, and nothing if it isn't. */
    public void afterCommit(Mutiny.Session session, Runnable action) {
        afterCommit.add(session, action);
    }

    /** Runs one statement that is a transaction by itself: one round trip where {@link #writeAsync} takes three. */
    public <T> Uni<T> statementAsync(Function<Mutiny.Session, Uni<T>> statement) {
        return sessions.withSession(statement);
    }

    public <T> Uni<T> readAsync(Function<Mutiny.Session, Uni<T>> work) {
        return sessions.withSession(session -> {
            session.setDefaultReadOnly(true);
            return work.apply(session);
        });
    }

    private static <T> T await(java.util.function.Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(work);
        } catch (RuntimeException | Error unchecked) {
            throw unchecked;
        } catch (Throwable checked) {
            throw new IllegalStateException("database work failed", checked);
        }
    }

    private record Committed<T>(T result, List<Runnable> actions) {

        T announce() {
            actions.forEach(Runnable::run);
            return result;
        }
    }
}
