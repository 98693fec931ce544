/**
 * What we tell the world: events, their schemas, the outbox and its relay. Rule: an event is appended in the transaction that
 * records what it tells of, and nothing but the relay sends one.
 */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.event;
