/**
 * Removes what is kept of a patient or an order: on request for good, or because its time is over. Rule: {@link
 * dev.scanrelay.erase.ErasureSql} names every table that holds something of a patient, and what was erased is barred by tombstones, in the
 * database and in the object store, so that neither a notification nor a sweep nor a restored backup brings it back.
 */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.erase;
