package dev.scanrelay.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** What readers of the feed were told by this process. */
@ApplicationScoped
class FeedMeter {

    private final Counter inPages;

    FeedMeter(MeterRegistry registry) {
        inPages = sent(registry, "page");
    }

    void sentInPage(int events) {
        inPages.increment(events);
    }

    private static Counter sent(MeterRegistry registry, String by) {
        return Counter.builder("scanrelay.feed.events")
                .description("Events sent to readers of the feed")
                .tag("by", by)
                .register(registry);
    }
}
