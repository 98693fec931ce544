package dev.scanrelay.order;

import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** One row of a native query, read by the names of its columns. */
record Row(Tuple columns) {

    UUID id(String column) {
        return (UUID) columns.get(column);
    }

    Optional<UUID> maybeId(String column) {
        return Optional.ofNullable((UUID) columns.get(column));
    }

    String text(String column) {
        return maybeText(column).orElseThrow();
    }

    Optional<String> maybeText(String column) {
        return Optional.ofNullable((String) columns.get(column));
    }

    int integer(String column) {
        return ((Number) columns.get(column)).intValue();
    }

    Optional<Integer> maybeInteger(String column) {
        return Optional.ofNullable((Number) columns.get(column)).map(Number::intValue);
    }

    long number(String column) {
        return ((Number) columns.get(column)).longValue();
    }

    boolean flag(String column) {
        return (boolean) columns.get(column);
    }

    byte[] bytes(String column) {
        return (byte[]) columns.get(column);
    }

    Optional<byte[]> maybeBytes(String column) {
        return Optional.ofNullable((byte[]) columns.get(column));
    }

    Instant instant(String column) {
        return maybeInstant(column).orElseThrow();
    }

    Optional<Instant> maybeInstant(String column) {
        return Optional.ofNullable(columns.get(column)).map(Row::toInstant);
    }

    private static Instant toInstant(Object time) {
        return switch (time) {
            case Instant instant -> instant;
            case OffsetDateTime offset -> offset.toInstant();
            default -> throw new IllegalStateException("a time of an unknown type");
        };
    }
}
