package dev.scanrelay.event;

import java.util.List;
import java.util.UUID;

/**
 * Events that go out in one Kafka transaction, in the order in which they were appended.
 *
 * @param isReplay whether they went out before, and are marked as told once more
 */
record Batch(UUID id, List<OutboxRow> rows, boolean isReplay) {}
