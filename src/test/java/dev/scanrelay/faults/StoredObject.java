package dev.scanrelay.faults;

import java.time.Instant;
import java.util.List;

/**
 * An object in the bucket, read to its end.
 *
 * @param sha256 of the bytes that came
 * @param inside digests of what it holds, if it is an archive
 */
record StoredObject(String key, String sha256, Instant storedAt, List<String> inside) {}
