package dev.scanrelay.secret;

/** The keyset document can't be used; the message continues a sentence and holds nothing of its content. */
final class MalformedKeyset extends Exception {

    MalformedKeyset(String problem) {
        super(problem);
    }

    String problem() {
        return String.valueOf(getMessage());
    }
}
