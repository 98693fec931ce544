package dev.scanrelay.transfer;

import java.io.IOException;

/** The download can't go on. The message is one constant word. */
final class SourceBroken extends IOException {

    private static final long serialVersionUID = 1;

    SourceBroken(String reason) {
        super(reason);
    }

    SourceBroken(String reason, IOException cause) {
        super(reason, cause);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
