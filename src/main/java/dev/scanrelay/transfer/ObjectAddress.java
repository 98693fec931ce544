package dev.scanrelay.transfer;

/**
 * Where one object is.
 *
 * @param store the store's name in the settings
 */
public record ObjectAddress(String store, String bucket, String key) {

    public Place place() {
        return new Place(store, bucket);
    }
}
