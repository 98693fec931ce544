/**
 * What became of scans in the practice software: acknowledgements, and what waits for one. Its one rule: an acknowledgement may name a patient
 * in its reason, so the reason is sealed and told to nobody who may not read names.
 */
@NullMarked
package dev.scanrelay.acknowledge;

import org.jspecify.annotations.NullMarked;
