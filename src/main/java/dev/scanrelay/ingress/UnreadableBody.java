package dev.scanrelay.ingress;

/** Leaves the parser at the first thing that is wrong. Has no message: it would repeat what came in. */
final class UnreadableBody extends Exception {

    private final transient Refusal why;

    UnreadableBody(Refusal why) {
        super(null, null, false, false);
        this.why = why;
    }

    Refusal why() {
        return why;
    }
}
