package dev.scanrelay.local.sandbox.partner;

import dev.scanrelay.local.sandbox.content.Seed;
import dev.scanrelay.local.sandbox.http.Refusal;
import dev.scanrelay.local.sandbox.http.Request;
import dev.scanrelay.local.sandbox.world.Scan;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** Short-lived signed addresses of the storage: whoever has one may read, no token is needed. */
final class StorageLinks {

    private static final Duration LIFE = Duration.ofMinutes(5);

    private final long seed;
    private final BuildTimes times;
    private final Clock clock;
    private final Supplier<Origin> origin;

    StorageLinks(long seed, BuildTimes times, Clock clock, Supplier<Origin> origin) {
        this.seed = seed;
        this.times = times;
        this.clock = clock;
        this.origin = origin;
    }

    /** Each link names a build of its own: reading it twice gives the same bytes. */
    URI of(Scan scan, Artifacts.Artifact artifact, boolean otherOrigin) {
        var host = otherOrigin ? origin.get().storage() : origin.get().api();
        long orderId = scan.orderId().orElseThrow();
        long expires = clock.instant().plus(LIFE).toEpochMilli();
        long build = times.next().toEpochMilli();
        return URI.create("%s/storage/%d/%s?build=%d&expires=%d&signature=%s"
                .formatted(
                        host,
                        orderId,
                        artifact.type(),
                        build,
                        expires,
                        sign(orderId, artifact.type(), build, expires)));
    }

    boolean isStorage(String host) {
        return origin.get().storage().getAuthority().equals(host);
    }

    /** The build that a link names. */
    Instant check(Request request) {
        long orderId = request.pathNumber("orderId");
        long build = request.requiredNumber("build");
        long expires = request.requiredNumber("expires");
        if (!sign(orderId, request.path("type"), build, expires).equals(request.required("signature"))) {
            throw new Refusal(403, "bad_signature", "the address is not signed by the storage");
        }
        if (clock.millis() > expires) {
            throw new Refusal(403, "link_expired", "the address has expired");
        }
        return Instant.ofEpochMilli(build);
    }

    private String sign(long orderId, String type, long build, long expires) {
        return Long.toHexString(Seed.of(seed, "storage", orderId, type, build, expires));
    }
}
