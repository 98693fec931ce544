package dev.scanrelay.storage;

import dev.scanrelay.transfer.ObjectAddress;
import java.util.UUID;

/** An artifact as the catalogue has it. */
record KeptFile(UUID id, int revision, String mediaType, long size, String sha256, ObjectAddress at) {}
