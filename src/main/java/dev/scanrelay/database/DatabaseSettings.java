package dev.scanrelay.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long PostgreSQL may take. A database that is reached and does not answer holds nobody longer than that. */
@ConfigMapping(prefix = "scanrelay.database")
public interface DatabaseSettings {

    /**
     * Whether this process brings the tables up to date before it serves. Off where {@code scanrelay migrate} does it, and for a process that
     * is an ingress alone, which starts without a database. Default: true.
     */
    @WithDefault("true")
    boolean migrate();

    /**
     * The longest that a transaction may take, the wait for a connection included; whoever waits is told 503. It may still be committed,
     * as one may whose connection broke. Default: 20 s.
     */
    @WithDefault("20s")
    Duration callTimeout();

    /**
     * The longest that one statement may run in the database, which ends it. 0: not set, for a PgBouncer that takes no such parameter.
     * Default: 15 s.
     */
    @WithDefault("15s")
    Duration statementTimeout();

    /** After this the database ends a session that is idle within a transaction, and frees its locks. 0: not set. Default: 30 s. */
    @WithDefault("30s")
    Duration idleInTransactionTimeout();

    /** The longest that connecting may take. Default: 5 s. */
    @WithDefault("5s")
    Duration connectTimeout();

    /** A connection on which nothing comes in for so long is closed, in use or not. Longer than a statement. Default: 30 s. */
    @WithDefault("30s")
    Duration silence();
}
