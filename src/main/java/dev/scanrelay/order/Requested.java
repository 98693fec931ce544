package dev.scanrelay.order;

/** Which bytes of a file a request gets (RFC 9110, section 14). */
sealed interface Requested {

    /** All of them: no range is asked for, or none that we serve. */
    record Whole() implements Requested {}

    /** Both ends included. */
    record Part(long first, long last) implements Requested {

        long length() {
            return last - first + 1;
        }
    }

    /** Nothing: the range lies outside. */
    record Outside() implements Requested {}
}
