package dev.scanrelay.pairing;

/** What came of taking over an account's tokens. */
sealed interface Imported {

    /** Paired with our callback URL and tokens of our own. */
    record Done() implements Imported {}

    record AlreadyPaired() implements Imported {}

    /** Only a user of the clinic who signs in can help. Our copy of the tokens is gone. */
    record Refused(Why why) implements Imported {}

    /** The tokens are kept, and taking over goes on by itself. */
    record RetryLater() implements Imported {}

    /** Why Align refused. */
    enum Why {
        GRANT_REFUSED("Align does not take the refresh token (any more)."),
        ANSWER_LOST("Align took the refresh token, its answer never arrived, and it does not take it again."),
        UNKNOWN_ACCOUNT("Align knows no such account."),
        PAIRING_REFUSED("Align does not let the user of these tokens pair to this account."),
        ENDED("The account was un-paired while its tokens waited.");

        private final String detail;

        Why(String detail) {
            this.detail = detail;
        }

        String detail() {
            return detail;
        }
    }
}
