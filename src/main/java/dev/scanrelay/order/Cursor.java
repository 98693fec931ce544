package dev.scanrelay.order;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * A place in a list, between two orders. It says nothing but the place: what a caller may see is asked anew with each page, so a
 * made-up cursor leads nowhere else.
 *
 * @param at and {@code id}: of the order it stands behind
 */
record Cursor(Order order, Instant at, UUID id) {

    private static final byte VERSION = 1;
    private static final int LENGTH = 2 + Long.BYTES + 2 * Long.BYTES;
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    /** How a list is sorted. */
    enum Order {
        NEWEST((byte) 0),
        CHANGES((byte) 1);

        private final byte code;

        Order(byte code) {
            this.code = code;
        }

        static Optional<Order> of(byte code) {
            return Arrays.stream(values()).filter(order -> order.code == code).findFirst();
        }
    }

    /** Before everything that changed at the time or later. */
    static Cursor since(Instant time) {
        return new Cursor(Order.CHANGES, time.minus(1, ChronoUnit.MICROS), new UUID(-1, -1));
    }

    String encoded() {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH)
                .put(VERSION)
                .put(order.code)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, at))
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** Empty if it is not one of ours. */
    static Optional<Cursor> decode(String encoded) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(encoded));
            if (bytes.remaining() != LENGTH || bytes.get() != VERSION) {
                return Optional.empty();
            }
            return Order.of(bytes.get())
                    .map(order -> read(order, bytes))
                    .filter(Cursor::isOurs)
                    .filter(cursor -> cursor.encoded().equals(encoded));
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException | BufferUnderflowException not) {
            return Optional.empty();
        }
    }

    private static Cursor read(Order order, ByteBuffer bytes) {
        Instant at = Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS);
        return new Cursor(order, at, new UUID(bytes.getLong(), bytes.getLong()));
    }

    private boolean isOurs() {
        return !at.isBefore(EARLIEST) && at.isBefore(LATEST);
    }
}
