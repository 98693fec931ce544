/**
 * The store and the catalogue, looked after from outside the service: compared, moved, rebuilt. Rule: nothing is removed before what
 * replaces it was read back, and each change of the catalogue is one short transaction under the order's lock.
 */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.storage;
