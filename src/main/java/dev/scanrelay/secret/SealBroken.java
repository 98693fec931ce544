package dev.scanrelay.secret;

/** A sealed value does not open: another keyset, another row's value, or changed bytes. */
public final class SealBroken extends RuntimeException {

    SealBroken(String context) {
        super("what was sealed as " + context + " does not open");
    }
}
