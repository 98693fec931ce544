/**
 * Announced events once more, for a topic that was lost or a consumer that is new. Rule: a partner's events go into the topics that the
 * operator gave to that partner, and into no other.
 */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.republish;
