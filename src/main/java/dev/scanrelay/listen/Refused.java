package dev.scanrelay.listen;

/** Trying again is of no use: a person has to do something, and the words say what. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1;

    Refused(String words) {
        super(words);
    }
}
