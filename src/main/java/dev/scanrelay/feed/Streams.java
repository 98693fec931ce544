package dev.scanrelay.feed;

import dev.scanrelay.id.PartnerId;
import dev.scanrelay.problem.Problems;
import dev.scanrelay.security.Pass;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The streams that this process has open: no more than it can bear, and no more of one key or partner than its share. */
@ApplicationScoped
class Streams {

    private static final Duration UNTIL_ONE_MAY_HAVE_ENDED = Duration.ofSeconds(30);
    private static final Duration UNTIL_ANOTHER_PROCESS_ANSWERS = Duration.ofSeconds(2);

    private final StreamSettings settings;
    private final Set<EventStream> open = new HashSet<>();
    private final Map<Holder, Integer> ofHolder = new HashMap<>();
    private final Map<PartnerId, Integer> ofPartner = new HashMap<>();
    private boolean stopping;

    /** Whose share a stream is of, however often a token is renewed. */
    private record Holder(Pass.Kind kind, String id) {

        static Holder of(EventStream stream) {
            return new Holder(stream.pass().kind(), stream.pass().id());
        }
    }

    Streams(StreamSettings settings) {
        this.settings = settings;
    }

    /** Or a problem. */
    synchronized void add(EventStream stream) {
        if (stopping) {
            throw Problems.unavailable("This process is stopping. Come again.", UNTIL_ANOTHER_PROCESS_ANSWERS);
        }
        if (open.size() >= settings.streams()) {
            throw Problems.unavailable(
                    "This process has as many streams open as it may. Come again later, or read the feed page by page.",
                    UNTIL_ONE_MAY_HAVE_ENDED);
        }
        if (ofHolder.getOrDefault(Holder.of(stream), 0) >= settings.streamsPerKey()) {
            throw Problems.tooManyRequests(
                    "This key has as many streams open as one may. Close one, or read the feed page by page.",
                    UNTIL_ONE_MAY_HAVE_ENDED);
        }
        if (ofPartner.getOrDefault(partner(stream), 0) >= settings.streamsPerPartner()) {
            throw Problems.tooManyRequests(
                    "The partner's keys have as many streams open as they may. Close one, or read the feed page by page.",
                    UNTIL_ONE_MAY_HAVE_ENDED);
        }
        open.add(stream);
        ofHolder.merge(Holder.of(stream), 1, Integer::sum);
        ofPartner.merge(partner(stream), 1, Integer::sum);
    }

    synchronized void remove(EventStream stream) {
        if (open.remove(stream)) {
            ofHolder.computeIfPresent(Holder.of(stream), (holder, count) -> count == 1 ? null : count - 1);
            ofPartner.computeIfPresent(partner(stream), (partner, count) -> count == 1 ? null : count - 1);
        }
    }

    private static PartnerId partner(EventStream stream) {
        return stream.scope().partner();
    }

    synchronized List<EventStream> all() {
        return List.copyOf(open);
    }

    synchronized int count() {
        return open.size();
    }

    /** Those that are open, with no more to come. */
    synchronized List<EventStream> stop() {
        stopping = true;
        return all();
    }
}
