package dev.scanrelay.database;

import dev.scanrelay.stop.StopTime;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Enters Hibernate Reactive for one short transaction. {@link #write} and {@link #read} block and are called from virtual or
 * worker threads; the {@code Async} forms are for the event loop. Each ends in time, with {@link DatabaseTimeout} if the database
 * does not answer.
 */
@ApplicationScoped
public class Database {

    private final Mutiny.SessionFactory sessions;
    private final Vertx vertx;
    private final Duration callTimeout;
    private final StopTime stop;
    private final AfterCommit afterCommit = new AfterCommit();

    Database(Mutiny.SessionFactory sessions, Vertx vertx, DatabaseSettings settings, StopTime stop) {
        this.sessions = sessions;
        this.vertx = vertx;
        this.callTimeout = settings.callTimeout();
        this.stop = stop;
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
        return inTime(sessions.withTransaction((session, transaction) -> work.apply(session)
                        .map(result -> new Committed<>(result, afterCommit.take(session)))
                        .onTermination()
                        .invoke(() -> afterCommit.take(session)))
                .map(Committed::announce));
    }

    /** Does something short and non-blocking once the session's transaction is committed, and nothing if it isn't. */
    public void afterCommit(Mutiny.Session session, Runnable action) {
        afterCommit.add(session, action);
    }

    /** Runs one statement that is a transaction by itself: one round trip where {@link #writeAsync} takes three. */
    public <T> Uni<T> statementAsync(Function<Mutiny.Session, Uni<T>> statement) {
        return inTime(sessions.withSession(statement));
    }

    /** As {@link #statementAsync}, from any thread, in a context of its own. */
    public <T> Uni<T> statementApart(Function<Mutiny.Session, Uni<T>> statement) {
        return apart(() -> statementAsync(statement));
    }

    public <T> Uni<T> readAsync(Function<Mutiny.Session, Uni<T>> work) {
        return inTime(sessions.withSession(session -> {
            session.setDefaultReadOnly(true);
            return work.apply(session);
        }));
    }

    /**
     * Lets go of who waits. The work itself is not cancelled, which would leave its connection in an unknown state: it ends with its
     * statement or its connection, both of which have time-outs of their own.
     */
    private <T> Uni<T> inTime(Uni<T> work) {
        return Uni.createFrom().emitter(result -> {
            long late = vertx.setTimer(
                    Math.max(1, stop.atMost(callTimeout).toMillis()), fired -> result.fail(new DatabaseTimeout()));
            work.subscribe()
                    .with(
                            item -> {
                                vertx.cancelTimer(late);
                                result.complete(item);
                            },
                            failure -> {
                                vertx.cancelTimer(late);
                                result.fail(DatabaseTimeout.isOne(failure) ? new DatabaseTimeout() : failure);
                            });
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
