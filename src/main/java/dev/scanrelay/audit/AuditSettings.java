package dev.scanrelay.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How calls are recorded and the record is chained. Nothing here turns either off. */
@ConfigMapping(prefix = "scanrelay.audit")
public interface AuditSettings {

    /** The longest wait for the database to take a record; then the caller gets 503 and no data. */
    @WithDefault("PT5S")
    Duration patience();

    /** The pause between two passes that chain what was recorded. A longer one leaves new records unprotected for longer. */
    @WithDefault("PT2S")
    Duration chainEvery();

    /** How long a chainer that died keeps the others waiting. */
    @WithDefault("PT30S")
    Duration chainLease();

    /** If the chain grew, its end is signed this long after the last time. What is younger than the last head can be rewritten unseen. */
    @WithDefault("PT10M")
    Duration headEvery();

    /** The end of the chain is signed after this many records at the latest. Fewer: more heads to keep elsewhere. */
    @WithDefault("10000")
    int headRecords();
}
