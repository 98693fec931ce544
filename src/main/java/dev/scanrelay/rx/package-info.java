/**
 * RXs that a practice software pushes to a scanner before the visit. Rule: a request is on record before Align hears of it, and is
 * never sent a second time: what became of one whose answer was lost is found out by asking.
 */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.rx;
