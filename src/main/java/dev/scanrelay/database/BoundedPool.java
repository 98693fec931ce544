package dev.scanrelay.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes the pool with an end to every wait: for a connection, for connecting, for a statement, and for an answer from a database that
 * is there and mute, whose connections would otherwise be lost to the pool for ever.
 */
@Singleton
class BoundedPool implements PgPoolCreator {

    private final DatabaseSettings settings;

    BoundedPool(DatabaseSettings settings) {
        this.settings = settings;
    }

    @Override
    public Pool create(Input input) {
        DatabaseChecks.check(settings);
        List<SqlConnectOptions> databases = input.pgConnectOptionsList().stream()
                .map(this::bounded)
                .map(SqlConnectOptions.class::cast)
                .toList();
        PoolOptions pool = input.poolOptions()
                .setConnectionTimeout(Math.toIntExact(settings.callTimeout().toMillis()))
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
        return PgBuilder.pool()
                .using(input.vertx())
                .with(pool)
                .connectingTo(databases)
                .build();
    }

    private PgConnectOptions bounded(PgConnectOptions database) {
        database.setConnectTimeout(Math.toIntExact(settings.connectTimeout().toMillis()));
        database.setReadIdleTimeout(Math.toIntExact(settings.silence().toMillis()));
        database.setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
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
