package dev.scanrelay.rx;

import dev.scanrelay.itero.IteroException;
import dev.scanrelay.itero.Requested;

/** What came of sending a request to Align. */
sealed interface Outgoing {

    record Created(Requested answer) implements Outgoing {}

    /** It will not be done as it is. */
    record Refused(IteroException by) implements Outgoing {}

    /** It is certain that Align did nothing, and it may be sent again. */
    record NotSent(RuntimeException why) implements Outgoing {}

    /** It may have arrived. */
    record Lost() implements Outgoing {}
}
