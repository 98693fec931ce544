package dev.scanrelay.local.exam;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A place in the feed, for the vendor without meaning.
 *
 * @param age which of the feed's pasts it is of; a place of an earlier one is lost
 * @param position behind so many events
 */
record Cursor(int age, int position) {

    private static final int BYTES = 12;

    String encoded() {
        short salt = (short) ThreadLocalRandom.current().nextInt(); // two of the same place need not look alike
        var bytes = ByteBuffer.allocate(BYTES)
                .put((byte) 1)
                .put((byte) age)
                .putShort(salt)
                .putLong(position);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    static Optional<Cursor> decode(String text) {
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.capacity() != BYTES || bytes.get() != 1) {
                return Optional.empty();
            }
            int age = bytes.get();
            bytes.getShort();
            return Optional.of(new Cursor(age, Math.toIntExact(bytes.getLong())));
        } catch (IllegalArgumentException | ArithmeticException none) {
            return Optional.empty();
        }
    }
}
