/** The names by which things are known: partner, account, RX. Values that validate themselves; they depend on nothing. */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.id;
