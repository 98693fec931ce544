/**
 * The feed: announced events for those who ask for them, page by page or as a stream of Server-Sent Events.
 *
 * <p>All of it is reading by position ({@link dev.scanrelay.event.AnnouncedEvents}); nothing is stored for a reader, its cursor is its
 * whole state. Rule: what a reader may see is asked anew with each page and each event, never remembered in a cursor.
 */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.feed;
