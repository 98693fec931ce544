/**
 * The client of Align's partner API. {@link dev.scanrelay.itero.Itero} is its one door; calls block and belong on virtual
 * threads. Rule: no other package knows a path, a field or a quirk of Align's.
 */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.itero;
