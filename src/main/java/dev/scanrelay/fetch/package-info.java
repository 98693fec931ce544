/**
 * Wanted orders become revisions: intake of notifications, leases, the attempt and its failures. Rule: no database session is
 * open during a vendor or store call, and nothing of an attempt is visible before its one recording transaction.
 */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.fetch;
