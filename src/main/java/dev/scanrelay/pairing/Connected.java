package dev.scanrelay.pairing;

import dev.scanrelay.id.AccountId;

/** What came of a visit's choice. */
public sealed interface Connected {

    record Done(AccountId account) implements Connected {}

    /** The invitation is for another account, or Align does not let this user pair to this one. */
    record NotThisOne() implements Connected {}

    /** The login took too long. */
    record Over() implements Connected {}

    /** The invitation was withdrawn or used meanwhile, or is being used just now. */
    record Taken() implements Connected {}

    /** This installation can't be notified yet. */
    record NotReady() implements Connected {}

    /** Align does not answer as it should; the choice may be made again. */
    record AlignOut() implements Connected {}
}
