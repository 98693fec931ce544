/** Whom events are delivered to: URLs, what each wants to hear, and what deliveries to it are signed with. */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.endpoint;
