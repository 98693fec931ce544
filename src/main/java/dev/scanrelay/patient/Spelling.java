package dev.scanrelay.patient;

/**
 * One way to write something.
 *
 * @param oddity 0 as it was given; the larger, the less likely
 */
record Spelling(String text, int oddity) {

    @Override
    public String toString() {
        return "Spelling[redacted, " + oddity + "]";
    }
}
