/**
 * How much time a process has once it is told to end. Rule: whoever waits for something while stopping waits no longer than
 * {@link dev.scanrelay.stop.StopTime} allows, so that all waits together fit the time until the process is killed.
 */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.stop;
