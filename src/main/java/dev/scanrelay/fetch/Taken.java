package dev.scanrelay.fetch;

import java.util.Locale;

/** What became of a notification. */
enum Taken {
    WANTED,
    /** Its callback key was withdrawn before it came in. */
    REVOKED_KEY,
    /** No pairing with this account. */
    UNKNOWN_ACCOUNT,
    /** Not a notification, or the database refuses it as such. */
    POISON;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
