package dev.scanrelay.order;

import java.util.UUID;

/** An order of the vendor's that we know, too. */
public record KnownOrder(UUID id, OrderState state, int latestRevision) {}
