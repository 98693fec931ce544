package dev.scanrelay.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.scanrelay.problem.Problems;
import dev.scanrelay.startup.SettingProblem;
import io.github.bucket4j.TimeMeter;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps a caller, and an address whose keys are refused, within its quota, and tells it where it stands. Keys of an address that has
 * used its quota up are not looked up any more, save those let in lately: behind a proxy many share one address, and a good key must
 * not suffer for a bad neighbour.
 */
@Singleton
final class RateLimits {

    private static final int MOST_LATELY = 20_000;
    private static final Duration LATELY = Duration.ofHours(1);

    private final RateLimitSettings settings;
    private final Quota calls;
    private final Quota failures;
    private final Cache<String, Boolean> lately = Caffeine.newBuilder()
            .maximumSize(MOST_LATELY)
            .expireAfterAccess(LATELY)
            .build();

    RateLimits(RateLimitSettings settings) {
        check(settings);
        this.settings = settings;
        this.calls = new Quota("calls", settings.callsPerSecond(), settings.callsBurst(), TimeMeter.SYSTEM_NANOTIME);
        this.failures = new Quota(
                "failures", settings.failuresPerSecond(), settings.failuresBurst(), TimeMeter.SYSTEM_NANOTIME);
    }

    void start(@Observes StartupEvent starting) {
        // made with the service, so that a wrong setting stops the start
    }

    /** Tells where the address stands. */
    void arrived(RoutingContext request) {
        if (settings.enabled()) {
            tell(request, failures.look(Address.of(request.request())));
        }
    }

    /** Before a key is looked up: a problem if its address is not heard now. */
    Optional<HttpProblem> unheard(RoutingContext request, String key) {
        if (!settings.enabled() || lately.getIfPresent(Digest.of(key)) != null) {
            return Optional.empty();
        }
        Standing standing = failures.look(Address.of(request.request()));
        return standing.allowed() ? Optional.empty() : Optional.of(tooManyFailures(standing));
    }

    void refused(RoutingContext request, String key) {
        lately.invalidate(Digest.of(key));
        failures.take(Address.of(request.request()));
    }

    void accepted(String key) {
        lately.put(Digest.of(key), true);
    }

    /** Takes a call of the caller's quota, or a problem if it is used up. */
    Optional<HttpProblem> take(RoutingContext request, Identified caller) {
        if (!settings.enabled()) {
            return Optional.empty();
        }
        Standing standing = calls.take(caller.credential() + ":" + caller.keyId());
        tell(request, standing);
        return standing.allowed() ? Optional.empty() : Optional.of(tooManyCalls(standing));
    }

    private static void tell(RoutingContext request, Standing standing) {
        HttpServerResponse response = request.response();
        response.putHeader(Standing.POLICY_FIELD, standing.policyItem());
        response.putHeader(Standing.LIMIT_FIELD, standing.limitItem());
    }

    private static HttpProblem tooManyCalls(Standing standing) {
        return Problems.tooManyRequests(
                "You have used up your quota of calls. Come again after Retry-After seconds, and see the RateLimit headers.",
                Duration.ofSeconds(standing.seconds()));
    }

    private static HttpProblem tooManyFailures(Standing standing) {
        return Problems.tooManyRequests(
                "Too many keys from this address were refused. Check the one you send, and come again after"
                        + " Retry-After seconds.",
                Duration.ofSeconds(standing.seconds()));
    }

    private static void check(RateLimitSettings settings) {
        positive("calls-per-second", settings.callsPerSecond(), "200");
        positive("calls-burst", settings.callsBurst(), "1000");
        positive("failures-per-second", settings.failuresPerSecond(), "1");
        positive("failures-burst", settings.failuresBurst(), "120");
    }

    private static void positive(String setting, long value, String example) {
        if (value < 1 || value > 1_000_000) {
            throw SettingProblem.of("scanrelay.rate-limit." + setting, "is not within 1 and 1000000", example);
        }
    }
}
