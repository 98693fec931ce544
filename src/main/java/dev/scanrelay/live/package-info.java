/**
 * Align's orders as they are now, for a practice software: listing, import of what is older than the back-fill, and download past
 * the store. Rule: nothing here is remembered; what shall stay is wanted, in the slow lane, and fetched as everything else.
 */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.live;
