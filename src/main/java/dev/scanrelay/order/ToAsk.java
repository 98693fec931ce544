package dev.scanrelay.order;

import dev.scanrelay.id.RxId;
import java.time.Instant;
import java.util.UUID;

/** An order that the vendor is to be asked for alone; {@code datedAt} and {@code id} say where it is in the list. */
public record ToAsk(UUID id, RxId rxId, Instant datedAt) {}
