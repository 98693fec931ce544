package dev.scanrelay.feed;

import dev.scanrelay.audit.Disclosure;
import dev.scanrelay.security.Pass;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Opens streams, and is their link to the rest of the process. */
@ApplicationScoped
class Switchboard implements EventStream.Surroundings {

    private static final Duration SHORTEST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

    private final Streams streams;
    private final Hub hub;
    private final CatchUps catchUps;
    private final Recordings recordings;
    private final FeedMeter meter;

    Switchboard(Streams streams, Hub hub, CatchUps catchUps, Recordings recordings, FeedMeter meter) {
        this.streams = streams;
        this.hub = hub;
        this.catchUps = catchUps;
        this.recordings = recordings;
        this.meter = meter;
    }

    /** Or a problem, if there are too many. Whoever gets one starts or closes it. */
    EventStream open(FeedScope scope, Pass pass, Disclosure disclosure, FeedCursor after) {
        EventStream stream = new EventStream(scope, pass, disclosure::commit, after, retry(), this);
        streams.add(stream);
        hub.wake();
        return stream;
    }

    @Override
    public Tail tail() {
        return hub.tail();
    }

    @Override
    public void catchUp(EventStream stream, FeedCursor after) {
        catchUps.read(stream, after);
    }

    @Override
    public void record(EventStream stream, List<Told> next) {
        recordings.record(stream, next);
    }

    @Override
    public Instant now() {
        return Instant.ofEpochSecond(0, System.nanoTime()); // a clock that is set back would silence heartbeats
    }

    @Override
    public void told() {
        meter.sentInStream();
    }

    @Override
    public void closed(EventStream stream, StreamEnd reason) {
        streams.remove(stream);
        meter.closed(reason);
    }

    // Each client another, so that those of a process that stops do not all come at once.
    private static Duration retry() {
        return Duration.ofMillis(
                ThreadLocalRandom.current().nextLong(SHORTEST_RETRY.toMillis(), LONGEST_RETRY.toMillis()));
    }
}
