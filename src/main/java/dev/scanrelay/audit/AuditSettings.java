package dev.scanrelay.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How calls are recorded. Nothing here turns the record off. */
@ConfigMapping(prefix = "scanrelay.audit")
public interface AuditSettings {

    /** The longest wait for the database to take a record; then the caller gets 503 and no data. */
    @WithDefault("PT5S")
    Duration patience();
}
