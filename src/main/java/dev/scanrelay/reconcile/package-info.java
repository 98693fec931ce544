/**
 * Finds what no notification told: every pairing is swept with Get Orders, by our own clock. Rule: a sweep only makes orders wanted, in the
 * slow lane; it never fetches, and no mark moves before its run is complete.
 */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.reconcile;
