package dev.scanrelay.order;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Times as callers write them: an RFC 3339 time, or a date that stands for its first moment in UTC. */
public final class TimeText {

    public static final String RULE = "has to be a date, or a time such as 2026-03-02T09:15:00Z";

    private static final int LENGTH_OF_A_DATE = 10;
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private TimeText() {}

    /** Empty if it is no time that a clinic can mean. */
    public static Optional<Instant> read(String written) {
        try {
            Instant time = written.length() == LENGTH_OF_A_DATE
                    ? LocalDate.parse(written).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(written).toInstant();
            return Optional.of(time).filter(at -> !at.isBefore(EARLIEST) && at.isBefore(LATEST));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }
}
