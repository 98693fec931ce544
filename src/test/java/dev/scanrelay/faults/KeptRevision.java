package dev.scanrelay.faults;

import java.util.List;

/** A revision in the catalogue. */
record KeptRevision(String rxId, int number, List<NamedFile> files) {}
