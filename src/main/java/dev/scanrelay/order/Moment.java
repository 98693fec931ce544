package dev.scanrelay.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened to an order.
 *
 * @param what one word: {@code notified}, {@code stored}, {@code failed} and so on
 * @param cause constant words, never text of the vendor's
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record Moment(Instant at, String what, Optional<String> cause, Optional<Integer> revision) {

    static Moment of(Instant at, String what) {
        return new Moment(at, what, Optional.empty(), Optional.empty());
    }

    Moment because(String why) {
        return new Moment(at, what, Optional.of(why), revision);
    }

    Moment of(int number) {
        return new Moment(at, what, cause, Optional.of(number));
    }
}
