package dev.scanrelay.order;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.scanrelay.content.Sha256;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What tells one state of an order at the vendor from the next without a download: its id, status, time of change and offered files.
 *
 * @param blind whether neither a time nor an id of a file is given, so that equal says nothing
 */
record Sign(String value, boolean blind) {

    static Sign of(VendorFacts facts) {
        return of(facts.orderId(), facts.status(), facts.modifiedAt(), facts.offer());
    }

    static Sign of(String orderId, String status, Optional<Instant> modifiedAt, Optional<String> offer) {
        String all = String.join(
                "\n", // no line ends inside: ids are letters and digits, and a status is last
                orderId,
                modifiedAt
                        .map(time -> time.truncatedTo(ChronoUnit.MICROS).toString())
                        .orElse("-"),
                offer.orElse("-"),
                status);
        return new Sign(
                Sha256.of(Sha256.digest().digest(all.getBytes(UTF_8))).toString(),
                modifiedAt.isEmpty() && offer.isEmpty());
    }
}
