package dev.scanrelay.fetch;

/** Live notifications have workers of their own; back-fill, sweeps and redrives never slow them down. */
enum Lane {
    LIVE(0),
    SLOW(1);

    private final int number;

    Lane(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
