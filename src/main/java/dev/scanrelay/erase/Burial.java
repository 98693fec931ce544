package dev.scanrelay.erase;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Why an order is erased, as its tombstone tells.
 *
 * @param erasure the request; none: a tombstone had it erased
 * @param patientIndex whose it was, keyed; none: it was erased alone
 * @param stored whether the object store has the tombstone already
 */
record Burial(Instant at, String by, Optional<UUID> erasure, Optional<byte[]> patientIndex, boolean stored) {}
