package dev.scanrelay.acknowledge;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a revision needs somebody. */
enum OpenState {
    /** Not acknowledged in time. */
    OVERDUE("awaited"),
    UNMATCHED("unmatched"),
    REJECTED("rejected");

    private final String column;

    OpenState(String column) {
        this.column = column;
    }

    /** As the database has it. */
    String column() {
        return column;
    }

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<OpenState> of(String written) {
        return Arrays.stream(values())
                .filter(state -> state.wire().equals(written))
                .findFirst();
    }
}
