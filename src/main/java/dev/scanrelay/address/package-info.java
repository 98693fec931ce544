/** Addresses of the network and ranges of them. */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.address;
