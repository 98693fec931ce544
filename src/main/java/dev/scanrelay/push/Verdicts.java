package dev.scanrelay.push;

import dev.scanrelay.egress.Answer;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads an answer: 2xx is success, 3xx is failure and never followed, 410 disables, and so may a header. */
final class Verdicts {

    private static final Set<Answer.Failure> REACHED = EnumSet.of(Answer.Failure.TIMED_OUT, Answer.Failure.BROKEN_OFF);
    private static final String CONTROL = "webhook-delivery";

    private final Clock clock;

    Verdicts(Clock clock) {
        this.clock = clock;
    }

    Verdict of(Answer answer) {
        return switch (answer) {
            case Answer.Failed(Answer.Failure failure, Duration took)
            when failure == Answer.Failure.NO_ROOM -> new Verdict.Untried(failure.label());
            case Answer.Failed(Answer.Failure failure, Duration took) ->
                new Verdict.Failed(failure.label(), false, true, REACHED.contains(failure), Optional.empty());
            case Answer.Status status -> of(status);
        };
    }

    private Verdict of(Answer.Status status) {
        String control = status.header(CONTROL)
                .map(word -> word.strip().toLowerCase(Locale.ROOT))
                .orElse("");
        if (control.equals("disable")) {
            return new Verdict.Gone("asked");
        }
        if (control.equals("abort-message")) {
            return new Verdict.Dropped();
        }
        int code = status.code();
        if (code / 100 == 2) {
            return new Verdict.Delivered();
        }
        if (code == 410) {
            return new Verdict.Gone("gone");
        }
        boolean down = code == 408 || code == 429 || (code > 501 && code < 505);
        boolean alive = code / 100 == 4 && !down;
        Optional<Duration> pause = retryAfter(status);
        return new Verdict.Failed("status-" + code, alive, down, code != 429 && pause.isEmpty(), pause);
    }

    private Optional<Duration> retryAfter(Answer.Status status) {
        return status.header("retry-after")
                .map(String::strip)
                .flatMap(this::wait)
                .filter(wait -> !wait.isNegative());
    }

    private Optional<Duration> wait(String text) {
        if (text.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            ZonedDateTime until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Optional.of(Duration.between(clock.instant(), until.toInstant()));
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }
}
