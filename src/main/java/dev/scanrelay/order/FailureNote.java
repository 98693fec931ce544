package dev.scanrelay.order;

/**
 * Why an attempt failed, in constant words: never text of the vendor's.
 *
 * @param kind the class of the failure, such as {@code transient}
 * @param counted whether it uses a step of the ladder
 * @param absent whether the vendor does not show the order, or its files, yet
 */
public record FailureNote(String kind, String reason, boolean counted, boolean absent) {

    /** One text, as kept with the order and shown on its timeline. */
    String text() {
        return kind + ": " + reason;
    }
}
