/**
 * Pages for people: the way of a clinic's user through an invitation. Rule: everything is rendered here and works without scripts,
 * what is said is constant words and escaped values, and every dead end says what to do next.
 */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.console;
