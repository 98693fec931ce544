package dev.scanrelay.erase;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An erasure that was asked for.
 *
 * @param order the one order; none: all of a patient
 * @param orders those erased because of it, the first some hundreds
 * @param erased how many they are
 * @param waiting orders whose objects or tombstones are still to be settled
 * @param unidentified orders of which nobody knows whose they are, while it goes on
 */
record Erasure(
        UUID id,
        PartnerId partner,
        AccountId account,
        Optional<UUID> order,
        ErasureState state,
        List<UUID> orders,
        long erased,
        long waiting,
        long unidentified,
        String askedBy,
        Instant askedAt,
        Optional<Instant> endedAt) {}
