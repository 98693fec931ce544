package dev.scanrelay.order;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The order of a scan request.
 *
 * @param patientDiffers present if its scan is there already: the fields in which the vendor's patient differs
 */
public record Pushed(UUID orderId, Optional<List<String>> patientDiffers) {}
