package dev.scanrelay.fetch;

import java.time.Duration;
import java.util.Optional;

/**
 * A notification that waits to be fulfilled: what the promise of five minutes is measured by.
 *
 * @param region of the clinic, as Align names it; empty while nobody knows
 * @param time since it came, or since Align or the clinic was last seen not to let us have the files
 */
record Awaited(Optional<String> region, Duration time) {

    Awaited longer(Duration more) {
        return new Awaited(region, time.plus(more));
    }
}
