package dev.scanrelay.database;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Enters Hibernate Reactive for one short transaction. {@link #write} and {@link #read} block and are called from virtual or
 * worker threads; the {@code Async} forms are for the event loop.
 */
@ApplicationScoped
public class Database {

    private final Mutiny.SessionFactory sessions;
    private final Vertx vertx;
    private final AfterCommit afterCommit = new AfterCommit();

    Database(Mutiny.SessionFactory sessions, Vertx vertx) {
        this.sessions = sessions;
        this.vertx = vertx;
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

    /** As {@link #statementAsync}, from any thread, in a context of its own. */
    public <T> Uni<T> statementApart(Function<Mutiny.Session, Uni<T>> statement) {
        return apart(() -> statementAsync(statement));
    }

    public <T> Uni<T> readAsync(Function<Mutiny.Session, Uni<T>> work) {
        return sessions.withSession(session -> {
            session.setDefaultReadOnly(true);
            return work.apply(session);
        });
    }

    private <T> T await(Supplier<Uni<? extends T>> work) {
        return this.<T>apart(work).await().indefinitely();
    }

    /**
     * In a context of its own: a thread may have inherited its submitter's, and with it a session that somebody else is about to
     * close.
     */
    private <T> Uni<T> apart(Supplier<Uni<? extends T>> work) {
        return Uni.createFrom().emitter(result -> {
            Context own = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
            VertxContextSafetyToggle.setContextSafe(own, true);
            own.runOnContext(
                    begun -> Uni.createFrom().deferred(work).subscribe().with(result::complete, result::fail));
        });
    }

    private record Committed<T>(T result, List<Runnable> actions) {

        T announce() {
            actions.forEach(Runnable::run);
            return result;
        }
    }
}
