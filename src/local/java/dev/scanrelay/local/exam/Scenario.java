package dev.scanrelay.local.exam;

/**
 * One question of the exam.
 *
 * @param expected what the vendor's software has to do, as a sentence
 * @param advice what to do when it does not
 */
record Scenario(String id, String title, String expected, String advice, Play play) {

    /** What is delivered and looked at; ends with a {@link Shortfall} when something is missing. */
    interface Play {
        void on(Stage stage) throws InterruptedException;
    }
}
