package dev.scanrelay.order;

import java.util.Optional;
import java.util.UUID;

/** An order of ours, found by the vendor's id of it. */
public record VendorsOrder(UUID id, Optional<String> patientId) {}
