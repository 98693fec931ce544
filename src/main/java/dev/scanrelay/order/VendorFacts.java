package dev.scanrelay.order;

import java.time.Instant;
import java.util.Optional;

/**
 * What the vendor says of an order.
 *
 * @param status the vendor's word, untouched
 * @param asOf when it said so
 * @param offer tells one set of offered files from another, as far as the vendor gives them ids
 */
public record VendorFacts(
        String orderId,
        String status,
        Patient patient,
        Optional<String> doctorId,
        Optional<String> procedure,
        Optional<Instant> scannedAt,
        Optional<Instant> modifiedAt,
        Instant asOf,
        Optional<String> offer) {}
