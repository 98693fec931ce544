package dev.scanrelay.rx;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How scan requests are settled and kept. */
@ConfigMapping(prefix = "scanrelay.rx")
public interface RxSettings {

    /**
     * How long a scan request may be under way before its sender counts as dead and the request as unknown. Has to be longer than two
     * of Align's calls and a renewal of tokens between them.
     */
    @WithDefault("PT5M")
    Duration sendingFor();

    /** How often requests are looked for that Align has to be asked about. */
    @WithDefault("PT15S")
    Duration settleEvery();

    /** Wait before Align is asked about an unknown request for the first time; it doubles with each further look. */
    @WithDefault("PT30S")
    Duration firstLook();

    /** The longest wait between two looks. */
    @WithDefault("PT6H")
    Duration longestWait();

    /** After this time a request that asking did not settle is unresolved: a person has to look at the portal. */
    @WithDefault("PT2H")
    Duration unresolvedAfter();

    /**
     * How long a scan request, its idempotency key and the patient in it are kept after the last change. Afterwards a scan is no longer
     * compared with it. At least a day.
     */
    @WithDefault("P90D")
    Duration keep();
}
