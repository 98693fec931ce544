package dev.scanrelay.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What readers of the feed were told by this process. */
@ApplicationScoped
class FeedMeter {

    private final Counter inPages;
    private final Counter inStreams;
    private final Map<StreamEnd, Counter> closed;

    FeedMeter(MeterRegistry registry, Streams streams) {
        inPages = sent(registry, "page");
        inStreams = sent(registry, "stream");
        closed = new EnumMap<>(StreamEnd.class);
        for (StreamEnd reason : StreamEnd.values()) {
            closed.put(reason, closed(registry, reason));
        }
        Gauge.builder("scanrelay.feed.streams", streams, Streams::count)
                .description("Streams of the feed that are open in this process")
                .register(registry);
    }

    void sentInPage(int events) {
        inPages.increment(events);
    }

    void sentInStream() {
        inStreams.increment();
    }

    void closed(StreamEnd reason) {
        Optional.ofNullable(closed.get(reason)).ifPresent(Counter::increment);
    }

    private static Counter sent(MeterRegistry registry, String by) {
        return Counter.builder("scanrelay.feed.events")
                .description("Events sent to readers of the feed")
                .tag("by", by)
                .register(registry);
    }

    private static Counter closed(MeterRegistry registry, StreamEnd reason) {
        return Counter.builder("scanrelay.feed.streams.closed")
                .description("Streams of the feed that ended")
                .tag("reason", reason.tag())
                .register(registry);
    }
}
