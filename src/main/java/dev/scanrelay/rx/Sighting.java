package dev.scanrelay.rx;

import dev.scanrelay.id.RxId;
import java.util.Optional;

/** What Align shows of a request whose answer was lost. */
sealed interface Sighting {

    /** The RX itself, beyond doubt. */
    record Rx(RxId rxId, Optional<String> patientId) implements Sighting {}

    /** The patient, whom it did not have before: the request most likely arrived. Which RX it became is not known. */
    record Patient() implements Sighting {}

    /** Nothing, which says nothing: Align need not list RXs that are not scanned. */
    record Nothing() implements Sighting {}
}
