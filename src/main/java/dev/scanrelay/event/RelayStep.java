package dev.scanrelay.event;

import java.util.function.Consumer;

/** The points of a round between which a process may die; tests stop a relay there. */
enum RelayStep {
    ASSIGNED,
    SENT,
    COMMITTED;

    static final Consumer<RelayStep> UNWATCHED = step -> {};
}
