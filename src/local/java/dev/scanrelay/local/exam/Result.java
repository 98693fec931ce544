package dev.scanrelay.local.exam;

import java.time.Duration;
import java.util.Optional;

/**
 * How a scenario ended.
 *
 * @param came what came instead, if it failed
 * @param leftOut why it was not asked, if it was not
 */
public record Result(
        String id,
        String title,
        String expected,
        String advice,
        Optional<String> came,
        Optional<String> leftOut,
        Duration took) {

    static Result leftOut(Scenario scenario, String rule) {
        return new Result(
                scenario.id(),
                scenario.title(),
                scenario.expected(),
                scenario.advice(),
                Optional.empty(),
                Optional.of(rule),
                Duration.ZERO);
    }

    static Result of(Scenario scenario, Optional<String> came, Duration took) {
        return new Result(
                scenario.id(), scenario.title(), scenario.expected(), scenario.advice(), came, Optional.empty(), took);
    }

    public boolean passed() {
        return came.isEmpty() && leftOut.isEmpty();
    }

    public boolean failed() {
        return came.isPresent();
    }
}
