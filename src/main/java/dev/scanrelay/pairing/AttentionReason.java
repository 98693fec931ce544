package dev.scanrelay.pairing;

import java.util.Locale;

/** Why a pairing needs a person. */
enum AttentionReason {
    /** Align refused the refresh token: expired, revoked, or the user left. */
    GRANT_REFUSED,
    /** Align took a refresh token whose answer never reached us, and refuses it now. */
    ANSWER_LOST;

    /** As it is stored, told and shown. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
