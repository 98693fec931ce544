package dev.scanrelay.pairing;

import java.util.Locale;

/** Why a pairing needs a person. */
enum AttentionReason {
    /** Align refused the refresh token: expired, revoked, or the user left. */
    GRANT_REFUSED,
    /** Align took a refresh token whose answer never reached us, and refuses it now. */
    ANSWER_LOST,
    /** Align refused the refresh token at or after the end that the operator knows of. */
    LOGIN_EXPIRED,
    /** Align still takes the tokens, but not for this account: somebody ended the pairing there. */
    UNPAIRED_BY_VENDOR;

    /** As it is stored, told and shown. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Why Align refused to renew.
     *
     * @param over whether the refresh token's known end has come
     * @param sentBefore whether it was sent before and its answer never arrived
     */
    static AttentionReason ofRefusal(boolean over, boolean sentBefore) {
        if (over) {
            return LOGIN_EXPIRED;
        }
        return sentBefore ? ANSWER_LOST : GRANT_REFUSED;
    }
}
