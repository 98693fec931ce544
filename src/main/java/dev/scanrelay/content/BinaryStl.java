package dev.scanrelay.content;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * The digest of a binary STL from byte 80, behind its free-text header, which some exporters fill anew each time. Binary is what
 * has the length that its triangle count says (84 + 50 n): a text STL begins with its data.
 */
final class BinaryStl {

    private static final int HEADER = 80;
    private static final int COUNT_END = 84;
    private static final int TRIANGLE = 50;

    private final MessageDigest body = Sha256.digest();
    private final byte[] count = new byte[COUNT_END - HEADER];
    private long position;

    void update(byte[] from, int offset, int length) {
        for (int index = 0; index < length && position + index < COUNT_END; index++) {
            if (position + index >= HEADER) {
                count[(int) (position + index - HEADER)] = from[offset + index];
            }
        }
        int skipped = (int) Math.min(length, Math.max(0, HEADER - position));
        body.update(from, offset + skipped, length - skipped);
        position += length;
    }

    Optional<Sha256> body() {
        long triangles = Integer.toUnsignedLong(
                ByteBuffer.wrap(count).order(ByteOrder.LITTLE_ENDIAN).getInt());
        boolean binary = position == COUNT_END + TRIANGLE * triangles;
        return binary ? Optional.of(Sha256.of(body.digest())) : Optional.empty();
    }
}
