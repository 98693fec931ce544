package dev.scanrelay.listen;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** It may pass by itself: worth another try. */
final class Later extends IOException {

    private static final long serialVersionUID = 1;

    private final transient Optional<Duration> asked;

    Later(String words) {
        this(words, Optional.empty());
    }

    /** @param asked how long the service wants to be left alone */
    Later(String words, Optional<Duration> asked) {
        super(words);
        this.asked = asked;
    }

    Optional<Duration> asked() {
        return asked;
    }
}
