package dev.scanrelay.local.sandbox.partner;

import dev.scanrelay.local.sandbox.content.Build;
import dev.scanrelay.local.sandbox.content.Export;
import dev.scanrelay.local.sandbox.content.Seed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** Strong ETags that carry the time of their build: the sandbox can make the very same bytes again and remembers nothing. */
final class ETags {

    private static final Duration VALIDITY = Duration.ofMinutes(30);
    private static final Pattern FORM = Pattern.compile("\"(-?[0-9]+)-([0-3])-[0-9a-f]+\"");

    private final Clock clock;

    ETags(Clock clock) {
        this.clock = clock;
    }

    static String of(Export export, String type, Build build) {
        long time = build.exportTime().toEpochMilli();
        int flags = (build.freshHeaders() ? 1 : 0) + (build.freshImages() ? 2 : 0);
        long identity = Seed.of(
                export.seed(),
                export.subject().orderId(),
                type,
                export.plan().hashCode(),
                export.versions().hashCode(),
                time,
                flags);
        return "\"%d-%d-%s\"".formatted(time, flags, Long.toHexString(identity));
    }

    /** The build of an ETag, if it is one of this export and not too old. */
    Optional<Build> build(Export export, String type, String etag) {
        var matcher = FORM.matcher(etag);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int flags = Integer.parseInt(matcher.group(2));
        var time = Instant.ofEpochMilli(Long.parseLong(matcher.group(1)));
        var build = new Build(time, (flags & 1) == 1, (flags & 2) == 2);
        boolean old = time.isAfter(Instant.EPOCH) && clock.instant().isAfter(time.plus(VALIDITY));
        return Optional.of(build)
                .filter(known -> !old && of(export, type, known).equals(etag));
    }
}
