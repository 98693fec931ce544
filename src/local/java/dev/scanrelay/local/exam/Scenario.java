package dev.scanrelay.local.exam;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One question of the exam.
 *
 * @param expected what the vendor's software has to do, as a sentence
 * @param advice what to do when it does not
 * @param needs without one of these it is left out
 */
record Scenario(String id, String title, String expected, String advice, List<Need> needs, Play play) {

    Scenario(String id, String title, String expected, String advice, Play play) {
        this(id, title, expected, advice, List.of(), play);
    }

    /** What is told and looked at; ends with a {@link Shortfall} when something is missing. */
    interface Play {
        void on(Stage stage) throws InterruptedException;
    }

    Scenario needing(Need... all) {
        return new Scenario(id, title, expected, advice, Arrays.asList(all), play);
    }

    /** Why it is left out here, if it is. */
    Optional<String> leftOut(Way way, ExamConfig config) {
        return needs.stream()
                .flatMap(need -> need.missing(way, config).stream())
                .findFirst();
    }
}
