package dev.scanrelay.erase;

/** What became of an order that was to be removed. */
enum Removed {
    /** Nothing is kept of it in the database; its objects are about to go. */
    REMOVED,
    /** It was before. */
    BEFORE,
    /** There is no such order. */
    UNKNOWN,
    /** A legal hold forbids it. */
    HELD,
    /** A scan request of it is on its way to Align: later. */
    BUSY
}
