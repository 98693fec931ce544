package dev.scanrelay.itero;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code Retry-After}, in seconds or as an HTTP date, between nothing and an hour; anything else says nothing. */
final class RetryAfter {

    private static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    static Optional<Duration> of(@Nullable String header, Clock clock) {
        return Optional.ofNullable(header).map(String::strip).flatMap(text -> wait(text, clock));
    }

    private static Optional<Duration> wait(String text, Clock clock) {
        try {
            return Optional.of(bounded(isNumber(text) ? seconds(text) : untilDate(text, clock)));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(it -> it >= '0' && it <= '9');
    }

    private static Duration seconds(String digits) {
        return digits.length() > 9 ? LONGEST : Duration.ofSeconds(Long.parseLong(digits));
    }

    private static Duration untilDate(String text, Clock clock) {
        return Duration.between(
                clock.instant(),
                ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
