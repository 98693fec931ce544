package dev.scanrelay.rx;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** A place in a list, newest first, behind one request. What may be seen is asked anew with each page. */
record Place(Instant at, UUID id) {

    private static final int LENGTH = 3 * Long.BYTES;
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    static Place behind(ScanRequestRow row) {
        return new Place(row.createdAt, row.id);
    }

    String encoded() {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, at))
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** Empty if it is not one of ours. */
    static Optional<Place> decode(String encoded) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(encoded));
            if (bytes.remaining() != LENGTH) {
                return Optional.empty();
            }
            Instant at = Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS);
            return Optional.of(new Place(at, new UUID(bytes.getLong(), bytes.getLong())))
                    .filter(place -> place.at.isAfter(EARLIEST) && place.at.isBefore(LATEST));
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException not) {
            return Optional.empty();
        }
    }
}
