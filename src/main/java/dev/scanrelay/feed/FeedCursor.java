package dev.scanrelay.feed;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;

/**
 * A place in the feed: behind the event at this position. It says nothing but the place, so a made-up one shows nothing that its maker
 * may not see.
 */
record FeedCursor(long position) {

    private static final byte VERSION = 1;
    private static final int LENGTH = 1 + Long.BYTES;

    String encoded() {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH).put(VERSION).putLong(position);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** Empty if it is not one of ours. */
    static Optional<FeedCursor> decode(String encoded) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(encoded));
            return bytes.remaining() == LENGTH && bytes.get() == VERSION
                    ? Optional.of(new FeedCursor(bytes.getLong()))
                            .filter(cursor -> cursor.position >= 0)
                            .filter(cursor -> cursor.encoded().equals(encoded))
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
