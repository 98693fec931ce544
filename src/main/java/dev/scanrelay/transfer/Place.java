package dev.scanrelay.transfer;

/**
 * A bucket of one of the stores.
 *
 * @param store the store's name in the settings
 */
public record Place(String store, String bucket) {

    /** The object of that key in it. */
    public ObjectAddress at(String key) {
        return new ObjectAddress(store, bucket, key);
    }
}
