package dev.scanrelay.event;

import java.util.function.Consumer;

/** The points of a round between which a process may die; tests stop a relay there. */
enum RelayStep {
    BEFORE_ASSIGN,
    AFTER_ASSIGN,
    BEFORE_COMMIT,
    AFTER_COMMIT_BEFORE_MARK,
    AFTER_MARK;

    static final Consumer<RelayStep> UNWATCHED = step -> {};
}
