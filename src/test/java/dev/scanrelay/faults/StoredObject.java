package dev.scanrelay.faults;

import java.time.Instant;
import java.util.List;

/**
 * An object in the bucket, read to its end.
 *
 * @param sha256 of the bytes that came
 * @param inside digests of what it holds, if it is an archive; keys and digests of what it names, if it is a manifest
 */
record StoredObject(String key, String sha256, Instant storedAt, List<String> inside) {}
