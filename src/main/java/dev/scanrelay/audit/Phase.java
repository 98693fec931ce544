package dev.scanrelay.audit;

/** How far a call had come when it was recorded. */
enum Phase {
    BEGUN("begun"),
    ENDED("ended"),
    BROKE_OFF("broke-off");

    private final String wire;

    Phase(String wire) {
        this.wire = wire;
    }

    String wire() {
        return wire;
    }
}
