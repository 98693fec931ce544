package dev.scanrelay.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Future;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Makes the pool with an end to every wait: for a connection, for connecting, for a statement, and for an answer from a database that
 * is there and mute, whose connections would otherwise be lost to the pool for ever.
 */
@Singleton
class BoundedPool implements PgPoolCreator {

    /** Longer ones would be parsed and planned with each use; the client's own limit is shorter than some of ours. */
    private static final int LONGEST_STATEMENT = 16_384;

    private final DatabaseSettings settings;
    private final Login login;

    BoundedPool(DatabaseSettings settings, Login login) {
        this.settings = settings;
        this.login = login;
    }

    @Override
    public Pool create(Input input) {
        DatabaseChecks.check(settings);
        List<PgConnectOptions> databases =
                input.pgConnectOptionsList().stream().map(this::bounded).toList();
        PoolOptions pool = input.poolOptions()
                .setConnectionTimeout(Math.toIntExact(settings.callTimeout().toMillis()))
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
        return PgBuilder.pool()
                .using(input.vertx())
                .with(pool)
                .connectingTo(inTurn(databases))
                .build();
    }

    /** For each new connection the next database, with the login that is valid now. */
    private Supplier<Future<SqlConnectOptions>> inTurn(List<PgConnectOptions> databases) {
        AtomicInteger turn = new AtomicInteger();
        return () -> Future.succeededFuture(
                login.now(databases.get(Math.floorMod(turn.getAndIncrement(), databases.size()))));
    }

    private PgConnectOptions bounded(PgConnectOptions database) {
        database.setConnectTimeout(Math.toIntExact(settings.connectTimeout().toMillis()));
        database.setReadIdleTimeout(Math.toIntExact(settings.silence().toMillis()));
        database.setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        database.setPreparedStatementCacheSqlLimit(LONGEST_STATEMENT);
        parameter(database, "statement_timeout", settings.statementTimeout());
        parameter(database, "idle_in_transaction_session_timeout", settings.idleInTransactionTimeout());
        return database;
    }

    private static void parameter(PgConnectOptions database, String name, Duration time) {
        if (!time.isZero()) {
            database.addProperty(name, Long.toString(time.toMillis()));
        }
    }
}
