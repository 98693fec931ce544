package dev.scanrelay.event;

/** How many events the next batch takes: halved to find one that can't be sent, grown again with every success. */
final class BatchSize {

    private final int largest;
    private int current;

    BatchSize(int largest) {
        this.largest = largest;
        this.current = largest;
    }

    int current() {
        return current;
    }

    void disputed(int rows) {
        current = Math.max(1, rows / 2);
    }

    void accepted() {
        current = Math.min(largest, current * 2);
    }
}
