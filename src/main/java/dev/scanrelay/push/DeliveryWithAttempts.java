package dev.scanrelay.push;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A delivery and its latest attempts, the latest first. */
@Schema(name = "DeliveryWithAttempts")
record DeliveryWithAttempts(DeliveryView delivery, List<AttemptView> attempts) {}
