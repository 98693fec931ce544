package dev.scanrelay.pairing;

/** What is known of the patients of an account that was paired. */
public sealed interface Warned {

    /**
     * Somebody has to take notice first.
     *
     * @param shared chart numbers that several patients have
     * @param missing patients without one
     */
    record Waiting(int shared, int missing) implements Warned {}

    /** Taken notice of. */
    record Acknowledged() implements Warned {}

    /** Align has looked and found nothing. */
    record Clear() implements Warned {}

    /** Align does not look for this account: there may be problems. */
    record NotChecked() implements Warned {}

    /** Align did not answer; it is asked again by itself. */
    record NotYet() implements Warned {}
}
