package dev.scanrelay.order;

/** Live notifications have workers of their own; back-fill, sweeps and redrives never slow them down. */
public enum Lane {
    LIVE(0),
    SLOW(1);

    private final int number;

    Lane(int number) {
        this.number = number;
    }

    /** As the database spells it; the lower one wins. */
    public int number() {
        return number;
    }
}
