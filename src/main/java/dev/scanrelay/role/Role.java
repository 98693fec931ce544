package dev.scanrelay.role;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A part of the service that a process may run alone. */
public enum Role {
    /** Takes notifications in; needs Kafka or PostgreSQL, not both. */
    INGRESS,
    /** Fetches orders and announces events. */
    FETCH,
    /** Delivers events to endpoints. */
    PUSH,
    /** Answers {@code /api}. */
    API,
    /** What is due by our own clock: sweeps, renewal of tokens, the audit chain. */
    RECONCILE,
    /** Pages for people. */
    CONSOLE;

    /** As it is written in settings. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Role> named(String label) {
        return Arrays.stream(values())
                .filter(role -> role.label().equals(label))
                .findFirst();
    }
}
