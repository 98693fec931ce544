/** Delivers announced events to endpoints: at least once, in order for each order, and for each endpoint as fast as it takes them. */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.push;
