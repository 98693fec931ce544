package dev.scanrelay.acknowledge;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** A place in the list of what is open. It says nothing but the place, so a made-up one leads nowhere else. */
record OpenCursor(Instant since, UUID id) {

    static final OpenCursor FIRST = new OpenCursor(Instant.EPOCH, new UUID(0, 0));

    private static final int LENGTH = 3 * Long.BYTES;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    String encoded() {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, since))
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** Empty if it is not one of ours. */
    static Optional<OpenCursor> decode(String encoded) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(encoded));
            if (bytes.remaining() != LENGTH) {
                return Optional.empty();
            }
            Instant since = Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS);
            return Optional.of(new OpenCursor(since, new UUID(bytes.getLong(), bytes.getLong())))
                    .filter(cursor -> !since.isBefore(Instant.EPOCH) && since.isBefore(LATEST));
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException notOurs) {
            return Optional.empty();
        }
    }
}
