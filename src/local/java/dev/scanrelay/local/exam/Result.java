package dev.scanrelay.local.exam;

import java.time.Duration;
import java.util.Optional;

/** How a scenario ended; with what came instead, if it failed. */
public record Result(String id, String title, String expected, String advice, Optional<String> came, Duration took) {

    public boolean passed() {
        return came.isEmpty();
    }
}
