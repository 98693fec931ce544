package dev.scanrelay.faults;

import java.util.List;

/**
 * A revision in the catalogue.
 *
 * @param manifest the key of its manifest; empty if it has none
 */
record KeptRevision(String rxId, int number, String manifest, List<NamedFile> files) {}
