package dev.scanrelay.ingress;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** UUIDs of version 7: they sort by time. Unique, not secret, so no secure randomness is spent on them. */
final class NotificationIds {

    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private NotificationIds() {}

    static UUID next(Instant now) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = now.toEpochMilli() << 16 | VERSION_7 | random.nextLong(1 << 12);
        long low = VARIANT | random.nextLong() >>> 2;
        return new UUID(high, low);
    }
}
