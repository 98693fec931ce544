package dev.scanrelay.itero;

import dev.scanrelay.id.RxId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An RX that waits for its scan, as Get Orders shows it where it shows such at all. */
public record RequestedRx(
        RxId rxId,
        IteroOrder.Patient patient,
        Optional<String> doctorId,
        Optional<String> procedure,
        Optional<Instant> modifiedAt) {

    /**
     * Those of one page of Get Orders.
     *
     * @param nextPageToken where to go on, absent at the end
     */
    public record Page(List<RequestedRx> rxs, Optional<String> nextPageToken) {

        public Page {
            rxs = List.copyOf(rxs);
        }
    }
}
