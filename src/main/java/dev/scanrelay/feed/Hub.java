package dev.scanrelay.feed;

import dev.scanrelay.concurrent.Ticker;
import dev.scanrelay.event.AnnouncedEvent;
import dev.scanrelay.event.AnnouncedEvents;
import dev.scanrelay.event.FeedSignal;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Reads what is new in the feed, once for all streams of this process, and wakes them. It reads while there are streams; before the first and
 * after the last it forgets where it was.
 */
@ApplicationScoped
class Hub {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int AT_ONCE = 500;

    private final AnnouncedEvents events;
    private final Telling telling;
    private final Streams streams;
    private final Ticker listening = new Ticker("feed-hub", POLL, this::listen);
    private volatile Optional<Tail> tail = Optional.empty();

    Hub(AnnouncedEvents events, Telling telling, Streams streams, FeedSignal signal) {
        this.events = events;
        this.telling = telling;
        this.streams = streams;
        signal.onAnnounced(listening::wake);
    }

    void start(@Observes StartupEvent starting) {
        listening.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        listening.stop();
    }

    void wake() {
        listening.wake();
    }

    Tail tail() {
        return tail.orElse(Tail.SILENT);
    }

    /** Returns whether there may be more already. */
    private boolean listen() {
        if (streams.count() == 0) {
            tail = Optional.empty();
            return false;
        }
        long newest = events.newest(); // before the events: all up to there are visible then
        return tail.map(known -> known.newest() < newest && goOn(known, newest)).orElseGet(() -> begin(newest));
    }

    private boolean begin(long newest) {
        show(Tail.at(newest));
        return false;
    }

    private boolean goOn(Tail known, long newest) {
        List<AnnouncedEvent> read = events.after(known.newest(), AT_ONCE);
        boolean full = read.size() == AT_ONCE;
        long last = read.isEmpty() ? newest : read.getLast().position();
        show(known.plus(read.stream().map(telling::of).toList(), full ? last : Math.max(last, newest)));
        return full;
    }

    private void show(Tail next) {
        tail = Optional.of(next);
        streams.all().forEach(EventStream::wake);
    }
}
