package dev.scanrelay.local.exam;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Tells by the feed, which the vendor's software reads when it will. */
final class FeedChannel implements Channel {

    private final Feed feed;
    private final Watch watch;

    FeedChannel(Feed feed, Watch watch) {
        this.feed = feed;
        this.watch = watch;
    }

    @Override
    public Way way() {
        return Way.FEED;
    }

    @Override
    public void tell(ObjectNode event) {
        var copy = event.deepCopy();
        watch.record(() -> feed.tell(copy));
    }

    Feed feed() {
        return feed;
    }

    @Override
    public int lanes() {
        return 1;
    }

    @Override
    public int lane(String key) {
        return 0;
    }

    @Override
    public String seen() {
        return watch.look(feed::seen);
    }

    @Override
    public void close() {
        watch.record(feed::hangUp);
    }
}
