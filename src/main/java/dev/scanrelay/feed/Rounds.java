package dev.scanrelay.feed;

import dev.scanrelay.concurrent.Ticker;
import dev.scanrelay.security.Pass;
import dev.scanrelay.security.Passes;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks after the open streams: each is heard of in time, and ends with its key and with this process. */
@ApplicationScoped
class Rounds {

    private static final Duration EACH_SECOND = Duration.ofSeconds(1);
    private static final Duration KEYS_EVERY = Duration.ofSeconds(3);

    private final Streams streams;
    private final Passes passes;
    private final StreamSettings settings;
    private final Ticker time = new Ticker("feed-time", EACH_SECOND, this::passTime);
    private final Ticker keys = new Ticker("feed-keys", KEYS_EVERY, this::checkKeys);

    Rounds(Streams streams, Passes passes, StreamSettings settings) {
        this.streams = streams;
        this.passes = passes;
        this.settings = settings;
    }

    void start(@Observes StartupEvent starting) {
        Stream.of(time, keys).forEach(Ticker::start);
    }

    void drain(@Observes ShutdownDelayInitiatedEvent stopping) {
        streams.stop().forEach(stream -> stream.end(StreamEnd.SHUTDOWN));
    }

    void stop(@Observes ShutdownEvent stopping) {
        Stream.of(time, keys).forEach(Ticker::stop);
        streams.stop().forEach(stream -> stream.end(StreamEnd.SHUTDOWN));
    }

    private boolean passTime() {
        streams.all().forEach(stream -> stream.tick(settings.heartbeat(), settings.patience()));
        return false;
    }

    private boolean checkKeys() {
        List<EventStream> open = streams.all();
        if (!open.isEmpty()) {
            Set<Pass> over = passes.over(open.stream().map(EventStream::pass).collect(Collectors.toSet()));
            open.stream().filter(stream -> over.contains(stream.pass())).forEach(stream -> stream.end(StreamEnd.KEY));
        }
        return false;
    }
}
