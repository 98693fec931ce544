package dev.scanrelay.inquiry;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;

/** A place in the list of records: behind the one of this time and number. What may be seen there is asked anew. */
record Place(Instant at, long id) {

    private static final int LENGTH = 2 * Long.BYTES;
    private static final long LATEST = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("9999-01-01T00:00:00Z"));

    String encoded() {
        byte[] bytes = ByteBuffer.allocate(LENGTH)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, at))
                .putLong(id)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Empty if it is not one of ours. */
    static Optional<Place> decode(String encoded) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(encoded));
        if (bytes.remaining() != LENGTH) {
            return Optional.empty();
        }
        long micros = bytes.getLong();
        long id = bytes.getLong();
        return micros < 0 || micros > LATEST || id < 0
                ? Optional.empty()
                : Optional.of(new Place(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), id));
    }
}
