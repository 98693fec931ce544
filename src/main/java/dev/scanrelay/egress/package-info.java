/** Calls to addresses that somebody else names: checked, pinned, bounded. */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.egress;
