package dev.scanrelay.pairing;

import jakarta.inject.Singleton;
import java.util.Map;

/** Which generations are withdrawn, as of the last look at the database. A lost database leaves the last known. */
@Singleton
final class RevokedKeys {

    private volatile Map<KeyOwner, Integer> through = Map.of();

    /** Generations are withdrawn oldest first, so one number tells all of an owner's. */
    boolean contains(KeyOwner owner, int generation) {
        return generation <= through.getOrDefault(owner, 0);
    }

    void replace(Map<KeyOwner, Integer> revokedThrough) {
        through = Map.copyOf(revokedThrough);
    }
}
