package dev.scanrelay.push;

import dev.scanrelay.id.PartnerId;
import java.time.Duration;
import java.util.UUID;

/**
 * A delivery that this process may attempt, as long as nobody took it over.
 *
 * @param position of its event in the feed
 * @param attempts that counted, before this one
 * @param age since it was handed out to its endpoint, or somebody asked for it once more
 * @param token grows with every take-over
 * @param isReplay whether it is part of a replay
 */
record Due(
        long id,
        UUID endpoint,
        PartnerId partner,
        long position,
        int attempts,
        Duration age,
        long token,
        boolean isReplay) {}
