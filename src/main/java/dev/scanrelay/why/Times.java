package dev.scanrelay.why;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;

/** Times as sentences have them, to the second. */
final class Times {

    private Times() {}

    static String at(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static String since(Instant time) {
        return " since " + at(time);
    }

    /** What is overdue has no time: it is done as soon as a worker is free. */
    static Optional<Instant> ahead(Instant due, Instant now) {
        return Optional.of(due).filter(now::isBefore);
    }

    @SafeVarargs
    static Instant latest(Instant due, Optional<Instant>... others) {
        return Stream.of(others)
                .flatMap(Optional::stream)
                .reduce(due, (one, other) -> one.isAfter(other) ? one : other);
    }

    static String when(Optional<Instant> ahead) {
        return ahead.map(time -> "at " + at(time)).orElse("as soon as a worker is free");
    }
}
