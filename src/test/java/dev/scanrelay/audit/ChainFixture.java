package dev.scanrelay.audit;

import dev.scanrelay.database.Database;
import dev.scanrelay.secret.Signatures;
import java.time.Clock;
import java.time.Duration;

/** Heads that are due whenever the chain grew. */
final class ChainFixture {

    static final AuditSettings AT_ONCE = settings(Duration.ofDays(1));

    private ChainFixture() {}

    static Heads signing(Database database, Signatures signatures, Clock clock) {
        return new Heads(database, signatures, AT_ONCE, clock);
    }

    static AuditSettings settings(Duration chainEvery) {
        return new AuditSettings() {
            @Override
            public Duration patience() {
                return Duration.ofSeconds(5);
            }

            @Override
            public Duration chainEvery() {
                return chainEvery;
            }

            @Override
            public Duration chainLease() {
                return Duration.ofSeconds(30);
            }

            @Override
            public Duration headEvery() {
                return Duration.ofMinutes(10);
            }

            @Override
            public int headRecords() {
                return 1;
            }
        };
    }
}
