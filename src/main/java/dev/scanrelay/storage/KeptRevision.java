package dev.scanrelay.storage;

import dev.scanrelay.transfer.ObjectAddress;
import java.util.Optional;

/**
 * A revision as the catalogue has it.
 *
 * @param manifest empty: it was made before there were manifests
 */
record KeptRevision(int number, String fingerprint, Optional<ObjectAddress> manifest) {}
