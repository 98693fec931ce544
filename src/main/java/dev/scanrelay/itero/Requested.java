package dev.scanrelay.itero;

import dev.scanrelay.id.RxId;
import java.util.Optional;

/** The answer to a scan request. */
public record Requested(RxId rxId, Optional<String> patientId, String status) {}
