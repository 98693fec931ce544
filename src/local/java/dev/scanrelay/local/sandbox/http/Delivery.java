package dev.scanrelay.local.sandbox.http;

import java.util.OptionalLong;

/**
 * How the bytes of an answer travel.
 *
 * @param silence the connection is closed without an answer
 * @param chunked without a declared length
 * @param overstated how many bytes more are declared than there are
 * @param stopAt after so many bytes the connection is closed, or held open in silence where {@code stall} says so
 * @param bytesPerSecond a drip; empty for as fast as it goes
 */
public record Delivery(
        boolean silence,
        boolean chunked,
        long overstated,
        OptionalLong stopAt,
        boolean stall,
        OptionalLong bytesPerSecond) {

    public static final Delivery PLAIN =
            new Delivery(false, false, 0, OptionalLong.empty(), false, OptionalLong.empty());

    public Delivery silent() {
        return new Delivery(true, chunked, overstated, stopAt, stall, bytesPerSecond);
    }

    public Delivery inChunks() {
        return new Delivery(silence, true, overstated, stopAt, stall, bytesPerSecond);
    }

    public Delivery overstatedBy(long bytes) {
        return new Delivery(silence, chunked, bytes, stopAt, stall, bytesPerSecond);
    }

    public Delivery droppedAt(long bytes) {
        return new Delivery(silence, chunked, overstated, OptionalLong.of(bytes), false, bytesPerSecond);
    }

    public Delivery stalledAt(long bytes) {
        return new Delivery(silence, chunked, overstated, OptionalLong.of(bytes), true, bytesPerSecond);
    }

    public Delivery dripping(long bytes) {
        return new Delivery(silence, chunked, overstated, stopAt, stall, OptionalLong.of(bytes));
    }
}
