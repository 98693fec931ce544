package dev.scanrelay.storage;

import dev.scanrelay.startup.SettingProblem;
import dev.scanrelay.transfer.ObjectAddress;
import dev.scanrelay.transfer.ObjectStore;
import dev.scanrelay.transfer.Place;
import dev.scanrelay.transfer.StoreException;
import java.util.UUID;
import java.util.stream.Stream;

/** Two names of one bucket: what was copied from the one to the other lies where it lay, and would be removed as what was left. */
final class Probe {

    private static final byte[] CONTENT = {'?'};

    private Probe() {}

    /**
     * Puts an object where new objects go, looks for it through the other stores, and removes it.
     *
     * @throws SettingProblem it is there
     */
    static void refuseOneBucketUnderTwoNames(ObjectStore store) {
        ObjectAddress probe = store.place().at("probe/" + UUID.randomUUID());
        store.put(probe, CONTENT, CONTENT.length, "text/plain");
        try {
            store.places().stream()
                    .filter(place -> !place.equals(store.place()))
                    .flatMap(place -> Stream.of(place, new Place(place.store(), probe.bucket())))
                    .filter(place -> isThere(store, place.at(probe.key())))
                    .findFirst()
                    .ifPresent(Probe::refuse);
        } finally {
            store.delete(probe);
        }
    }

    /** Objects are read from the buckets that were recorded, whatever the settings say: one of that name is looked into, if it may be. */
    private static boolean isThere(ObjectStore store, ObjectAddress probe) {
        try {
            return store.head(probe).isPresent();
        } catch (StoreException refused) {
            if (refused.kind() == StoreException.Kind.TRANSIENT) {
                throw refused;
            }
            return false;
        }
    }

    private static void refuse(Place place) {
        throw SettingProblem.of(
                "scanrelay.stores." + place.store() + ".endpoint",
                "leads to the bucket of scanrelay.store under another name: moved there, objects would be removed from where they are",
                "http://old-minio:9000");
    }
}
