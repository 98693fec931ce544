package dev.scanrelay.manifest;

import dev.scanrelay.transfer.ObjectAddress;
import dev.scanrelay.transfer.ObjectStore;
import dev.scanrelay.transfer.Place;
import dev.scanrelay.transfer.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;

/** Manifests in the store. */
public final class Manifests {

    /** What the manifest of a revision is called, under the prefix of the attempt that stored it. */
    public static final String NAME = "manifest.json";

    private static final String ALL = "orders/";
    private static final int LARGEST = 32 << 20; // some ten thousand files

    private final ObjectStore store;

    public Manifests(ObjectStore store) {
        this.store = store;
    }

    /** Writes it, reads it again, and answers where it is; whatever else it finds there is replaced. */
    public ObjectAddress write(Place place, String prefix, Manifest manifest) {
        ObjectAddress at = place.at(prefix + NAME);
        write(at, manifest);
        return at;
    }

    /** Writes it there, and reads it again. */
    public void write(ObjectAddress at, Manifest manifest) {
        store.putVerified(at, ManifestJson.write(manifest), "application/json");
    }

    /** Empty if there is none, or none that can be read. */
    public Optional<Manifest> read(ObjectAddress at) {
        try (InputStream bytes = store.get(at)) {
            byte[] text = bytes.readNBytes(LARGEST + 1);
            return text.length > LARGEST ? Optional.empty() : ManifestJson.read(text);
        } catch (StoreException failure) {
            if (failure.isMissing()) {
                return Optional.empty();
            }
            throw failure;
        } catch (IOException brokeOff) {
            throw StoreException.brokenOff(brokeOff);
        }
    }

    /** Tells of every manifest in a bucket, without holding them all. */
    public void each(Place place, Consumer<ObjectAddress> found) {
        store.each(place, ALL, object -> {
            if (object.key().endsWith("/" + NAME)) {
                found.accept(object);
            }
        });
    }
}
