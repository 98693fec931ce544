package dev.scanrelay.kafka;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a client shows who it is. */
enum Security {
    PLAINTEXT,
    TLS,
    MTLS,
    SCRAM_SHA_512,
    OAUTH;

    static Optional<Security> named(String word) {
        return Arrays.stream(values())
                .filter(security -> security.label().equals(word.strip()))
                .findFirst();
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
