package dev.scanrelay.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.transfer.ObjectAddress;
import dev.scanrelay.transfer.ObjectStore;
import dev.scanrelay.transfer.Place;
import dev.scanrelay.transfer.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
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

    private static final int LARGEST = 8192;
    private static final ObjectMapper JSON = new ObjectMapper();

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

    /** To where new objects go, beside the manifests that they forbid. A patient's may have been renewed since it was moved: the later one counts. */
    void gather() {
        for (Place place : store.places()) {
            if (!place.equals(store.place())) {
                store.each(place, PREFIX, stone -> gather(stone, store.place().at(stone.key())));
            }
        }
    }

    private void gather(ObjectAddress stone, ObjectAddress to) {
        if (store.head(to).isEmpty() || erasedAt(stone).isAfter(erasedAt(to))) {
            store.copySmall(stone, to);
        }
    }

    /** One that can't be read is earlier than any other. */
    private Instant erasedAt(ObjectAddress stone) {
        try (InputStream bytes = store.get(stone)) {
            return Instant.parse(
                    JSON.readTree(bytes.readNBytes(LARGEST)).path("erasedAt").asText());
        } catch (JsonProcessingException | DateTimeParseException unreadable) {
            return Instant.MIN;
        } catch (IOException brokeOff) {
            throw StoreException.brokenOff(brokeOff);
        }
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
