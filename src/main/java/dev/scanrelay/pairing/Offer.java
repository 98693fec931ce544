package dev.scanrelay.pairing;

import java.util.List;

/** What a visit may choose from. */
public sealed interface Offer {

    record Accounts(List<AccountChoice> accounts) implements Offer {

        public Accounts {
            accounts = List.copyOf(accounts);
        }
    }

    /** The login is over: it took too long, or was paired. */
    record Over() implements Offer {}

    /** Align does not answer as it should. */
    record AlignOut() implements Offer {}
}
