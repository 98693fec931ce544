package dev.scanrelay.courtesy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often Align is asked, and when it is left alone. */
@ConfigMapping(prefix = "scanrelay.courtesy")
public interface CourtesyConfig {

    /** Calls a second for one account; each process counts for itself. More are put off. Default: 20. */
    @WithDefault("20")
    int accountCalls();

    /** Calls a second to one region of Align, for all accounts; each process counts for itself. Default: 200. */
    @WithDefault("200")
    int regionCalls();

    /**
     * Share of a second's calls that back-fill, sweeps and redrives leave to what clinics scan now and to callers of the API. More makes them
     * slower, and nothing else. Default: 0.5.
     */
    @WithDefault("0.5")
    double kept();

    /** How long a call waits for its turn under a limit before it is put off. Default: 2 s. */
    @WithDefault("2s")
    Duration patience();

    /** How long an account is left alone after a 429 without {@code Retry-After}. Default: 30 s. */
    @WithDefault("30s")
    Duration pause();

    /** Failures in a row, without an answer between them, after which a region may be out. Default: 5. */
    @WithDefault("5")
    int failures();

    /** Accounts that must have failed among them, or all that are paired in the region if they are fewer. Default: 3. */
    @WithDefault("3")
    int accounts();

    /** How long ago a failure may be to count. Default: 1 min. */
    @WithDefault("1m")
    Duration window();

    /** How long a region that is out is not asked; then one call tries it. The time doubles with each try that fails. Default: 10 s. */
    @WithDefault("10s")
    Duration outage();

    /** The longest such time; so long may everything wait after a long outage has ended. Default: 2 min. */
    @WithDefault("2m")
    Duration outageAtMost();

    /** How long the one call that tries may take before another one does; longer than {@code scanrelay.itero.call-timeout}. Default: 45 s. */
    @WithDefault("45s")
    Duration probe();
}
