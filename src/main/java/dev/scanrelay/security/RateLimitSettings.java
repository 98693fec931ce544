package dev.scanrelay.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much one caller, or one address that sends bad keys, may ask of this process. Each process counts for itself. */
@ConfigMapping(prefix = "scanrelay.rate-limit")
public interface RateLimitSettings {

    /** Whether callers are limited. Off: no RateLimit headers either. */
    @WithDefault("true")
    boolean enabled();

    /** Calls a second that a key or a token's subject may make on and on. */
    @WithDefault("200")
    long callsPerSecond();

    /** Calls that it may make at once after a rest. */
    @WithDefault("1000")
    long callsBurst();

    /** Keys a second that may be refused to one address (IPv6: one /64) before its unknown ones are refused without a look. */
    @WithDefault("1")
    long failuresPerSecond();

    /** How many may be refused at once after a rest. A key that was let in lately is not held up by them. */
    @WithDefault("120")
    long failuresBurst();
}
