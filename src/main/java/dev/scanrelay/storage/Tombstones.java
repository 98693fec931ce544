package dev.scanrelay.storage;

import dev.scanrelay.transfer.ObjectStore;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The orders that were erased, as the stores tell it: {@code tombstones/<partner>/<account>/orders/<order>.json}. */
final class Tombstones {

    static final String PREFIX = "tombstones/";

    private static final Pattern ORDER = Pattern.compile(PREFIX + "(?:.*/)?orders/([0-9a-f-]{36})(?:\\.json)?");

    private final ObjectStore store;

    Tombstones(ObjectStore store) {
        this.store = store;
    }

    Set<UUID> orders() {
        Set<UUID> orders = new HashSet<>();
        store.places()
                .forEach(place ->
                        store.each(place, PREFIX, object -> order(object.key()).ifPresent(orders::add)));
        return orders;
    }

    static Optional<UUID> order(String key) {
        Matcher tombstone = ORDER.matcher(key);
        try {
            return tombstone.matches() ? Optional.of(UUID.fromString(tombstone.group(1))) : Optional.empty();
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }
}
