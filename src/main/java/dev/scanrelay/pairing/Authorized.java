package dev.scanrelay.pairing;

import dev.scanrelay.itero.Company;
import java.util.List;
import java.util.UUID;

/** What came of a user's return from Align's login. */
public sealed interface Authorized {

    /** The user may pair to these accounts; {@link Pairings#pair} takes the choice. */
    record Choose(UUID attempt, List<Company> accounts) implements Authorized {}

    /** It can't go on from here; only a new start helps. */
    record Refused(Reason reason) implements Authorized {}

    /** Why a return is refused. */
    enum Reason {
        /** The state is not one of ours. */
        UNKNOWN_STATE,
        /** The state came back a second time. */
        USED_STATE,
        /** The user took too long. */
        EXPIRED_STATE,
        /** The user or Align declined. */
        CANCELLED,
        /** Align does not take the code. */
        CODE_REFUSED,
        /** Align did not answer, and a code and a state are good once. */
        ALIGN_OUT
    }
}
