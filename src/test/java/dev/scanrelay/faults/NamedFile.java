package dev.scanrelay.faults;

/** A stored file as the catalogue or an event names it. */
record NamedFile(String key, String sha256, Place place) {

    enum Place {
        ARCHIVE,
        IN_ARCHIVE,
        ALONE
    }
}
