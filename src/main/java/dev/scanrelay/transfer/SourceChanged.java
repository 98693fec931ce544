package dev.scanrelay.transfer;

import java.io.IOException;

/** What the source would go on with is not what it began with: splicing would mix two files. */
final class SourceChanged extends IOException {

    private static final long serialVersionUID = 1;

    SourceChanged(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
