package dev.scanrelay.event;

import java.util.List;
import java.util.UUID;

/**
 * What a republication sends next.
 *
 * @param after the position up to which all is done
 * @param rows in the order of their positions; may be none
 * @param upTo the position up to which all is done with them
 */
record Stretch(UUID republication, String topic, long after, List<OutboxRow> rows, long upTo) {}
