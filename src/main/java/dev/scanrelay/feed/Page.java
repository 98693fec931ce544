package dev.scanrelay.feed;

import java.util.List;

/**
 * What a stream that fell behind is told next.
 *
 * @param next where to go on when all are told
 */
record Page(List<Told> events, FeedCursor next) {}
