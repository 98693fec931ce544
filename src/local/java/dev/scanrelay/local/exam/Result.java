package dev.scanrelay.local.exam;

import java.time.Duration;
import java.util.Optional;

/**
 * How a scenario ended.
 *
 * @param came what came instead, if it failed
 * @param leftOut why it does not count, if it does not
 * @param asked false where there was no use in asking: then it failed
 */
public record Result(
        String id,
        String title,
        String expected,
        String advice,
        Optional<String> came,
        Optional<String> leftOut,
        boolean asked,
        Duration took) {

    private static final String ABSENT = "Not asked: the first scan was not imported, so nothing else would be.";

    static Result leftOut(Scenario scenario, String rule) {
        return new Result(
                scenario.id(),
                scenario.title(),
                scenario.expected(),
                scenario.advice(),
                Optional.empty(),
                Optional.of(rule),
                false,
                Duration.ZERO);
    }

    static Result notAsked(Scenario scenario) {
        return new Result(
                scenario.id(),
                scenario.title(),
                scenario.expected(),
                scenario.advice(),
                Optional.of(ABSENT),
                Optional.empty(),
                false,
                Duration.ZERO);
    }

    static Result of(Scenario scenario, Optional<String> came, Duration took) {
        return new Result(
                scenario.id(),
                scenario.title(),
                scenario.expected(),
                scenario.advice(),
                came,
                Optional.empty(),
                true,
                took);
    }

    public boolean passed() {
        return came.isEmpty() && leftOut.isEmpty();
    }

    public boolean failed() {
        return came.isPresent();
    }
}
