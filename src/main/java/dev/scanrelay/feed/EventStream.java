package dev.scanrelay.feed;

import dev.scanrelay.audit.Disclosure;
import dev.scanrelay.security.Pass;
import java.io.Closeable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * One reader's stream: a place in the feed that goes forward as the client takes events in, one at a time. It looks some events ahead, which are
 * recorded before they are told; a client that does not read costs these few, however many pile up.
 *
 * <p>Whatever changes asks for a turn, from any thread, and never waits.
 */
final class EventStream implements Closeable {

    private static final Logger LOG = Logger.getLogger(EventStream.class);
    private static final Duration TO_SAY_FAREWELL = Duration.ofSeconds(2);

    /** Where a stream gets what it needs, and whom it tells what became of it. */
    interface Surroundings {

        Tail tail();

        /** Has the next page {@link EventStream#bring brought}, later and from another thread. */
        void catchUp(EventStream stream, FeedCursor after);

        /** Has it recorded that these are told, and then {@link EventStream#release released}, later and from another thread. */
        void record(EventStream stream, List<Told> next);

        /** Never goes back; the time of this process alone. */
        Instant now();

        void told();

        /** Once. */
        void closed(EventStream stream, StreamEnd reason);
    }

    private final FeedScope scope;
    private final Pass pass;
    private final Consumer<Disclosure.Part> disclosure;
    private final Duration retry;
    private final Surroundings surroundings;
    private final Ahead ahead;
    private final AtomicBoolean ending = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Turns turns = new Turns(this::turn);

    // Until there is a line it counts as sending, so that one that never gets a line ends as one that does not move.
    private volatile boolean sending = true;
    private volatile boolean beatDue;
    private volatile Instant movedAt;
    private volatile Optional<StreamEnd> end = Optional.empty();
    private volatile Optional<Line> line = Optional.empty();

    // Of turns alone.
    private boolean opened;
    private boolean saidFarewell;

    /**
     * To be started or closed.
     *
     * @param disclosure records what is about to be told, or fails
     * @param retry how long the client is to wait before it comes again
     */
    EventStream(
            FeedScope scope,
            Pass pass,
            Consumer<Disclosure.Part> disclosure,
            FeedCursor after,
            Duration retry,
            Surroundings surroundings) {
        this.scope = scope;
        this.pass = pass;
        this.disclosure = disclosure;
        this.ahead = new Ahead(scope, after);
        this.retry = retry;
        this.surroundings = surroundings;
        this.movedAt = surroundings.now();
    }

    FeedScope scope() {
        return scope;
    }

    Pass pass() {
        return pass;
    }

    Consumer<Disclosure.Part> disclosure() {
        return disclosure;
    }

    boolean isClosed() {
        return closed.get();
    }

    void start(Line connected) {
        line = Optional.of(connected);
        sending = false;
        wake();
    }

    /** There may be something to tell. */
    void wake() {
        turns.take();
    }

    void bring(Page page) {
        ahead.bring(page);
        wake();
    }

    void release(List<Told> recorded) {
        ahead.release(recorded);
        wake();
    }

    /** Ends it as soon as what is being sent is sent; only the first reason counts. */
    void end(StreamEnd reason) {
        if (ending.compareAndSet(false, true)) {
            end = Optional.of(reason);
            wake();
        }
    }

    /** Time goes on: says that it is still here, and does not wait for ever for a client that takes nothing in. */
    void tick(Duration heartbeat, Duration patience) {
        boolean busy = sending; // before the time, which is no older than what is being sent
        Duration still = Duration.between(movedAt, surroundings.now());
        if (busy && still.compareTo(end.isPresent() ? TO_SAY_FAREWELL : patience) > 0) {
            end(StreamEnd.SLOW);
            cut();
        } else if (!busy && still.compareTo(heartbeat) >= 0) {
            beatDue = true;
            wake();
        }
    }

    void cut() {
        line.ifPresent(Line::cut);
        close();
    }

    /** Its answer is over, or never began. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            surroundings.closed(this, end.orElse(StreamEnd.CLIENT));
        }
    }

    private void turn() {
        try {
            line.ifPresent(this::goOn);
        } catch (RuntimeException bug) {
            LOG.errorf(bug, "A stream failed key=%s", pass.id());
            cut();
        }
    }

    private void goOn(Line to) {
        while (!sending && !closed.get() && say(to)) {
            // one thing after the other
        }
    }

    /** Returns whether something was said. */
    private boolean say(Line to) {
        if (end.isPresent()) {
            return sayFarewell(to);
        }
        if (!opened) {
            opened = true;
            return send(to, SseText.opening(ahead.told(), retry));
        }
        if (beatDue) {
            return send(to, SseText.heartbeat(ahead.told()));
        }
        return tell(to);
    }

    private boolean tell(Line to) {
        switch (ahead.next(surroundings.tail())) {
            case Ahead.Step.Tell(Told event) -> {
                surroundings.told();
                return send(to, event.text());
            }
            case Ahead.Step.Recording(List<Told> events) -> surroundings.record(this, events);
            case Ahead.Step.ReadPage(FeedCursor after) -> surroundings.catchUp(this, after);
            case Ahead.Step.Nothing nothing -> {
                // until somebody wakes it
            }
        }
        return false;
    }

    private boolean sayFarewell(Line to) {
        if (saidFarewell) {
            to.end();
            close();
            return false;
        }
        saidFarewell = true;
        return send(to, SseText.farewell(ahead.told(), retry));
    }

    private boolean send(Line to, byte[] text) {
        beatDue = false;
        movedAt = surroundings.now();
        sending = true;
        to.send(text).whenComplete((done, failure) -> sent(failure == null));
        return true;
    }

    private void sent(boolean whole) {
        if (!whole) {
            cut();
        }
        sending = false;
        wake();
    }
}
