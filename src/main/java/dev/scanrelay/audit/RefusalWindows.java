package dev.scanrelay.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sums refusals up: the first of a kind opens a window of a minute and is worth a record of its own, the others are counted. However
 * many come, memory holds {@code MOST} windows; kinds that find no room are anybody's.
 */
final class RefusalWindows {

    static final Duration LENGTH = Duration.ofMinutes(1);
    static final int MOST = 1000;

    private final Map<Refusal, Window> open = new HashMap<>();

    /** Refusals of one kind that have no record yet. */
    record Sum(Refusal refusal, long times) {}

    private static final class Window {
        private final Instant since;
        private long unrecorded;

        Window(Instant since, long unrecorded) {
            this.since = since;
            this.unrecorded = unrecorded;
        }
    }

    /** What to record at once: the refusal that opened a window. Empty: it was counted. */
    synchronized Optional<Refusal> opened(Refusal refusal, Instant now) {
        Refusal place = place(refusal);
        Window window = open.get(place);
        if (window == null) {
            open.put(place, new Window(now, 0));
            return Optional.of(place);
        }
        window.unrecorded++;
        return Optional.empty();
    }

    /** Counts what could not be recorded; it is summed up with what comes in its window. */
    synchronized void unrecorded(Sum sum, Instant now) {
        open.computeIfAbsent(place(sum.refusal()), opened -> new Window(now, 0)).unrecorded += sum.times();
    }

    /** Closes the windows that opened a minute ago or earlier; what they counted is the caller's to record. */
    synchronized List<Sum> close(Instant now) {
        return closeOpenedBy(now.minus(LENGTH));
    }

    /** Closes all, as the process ends. */
    synchronized List<Sum> closeAll() {
        return closeOpenedBy(Instant.MAX);
    }

    private List<Sum> closeOpenedBy(Instant latest) {
        List<Sum> sums = new ArrayList<>();
        for (Iterator<Map.Entry<Refusal, Window>> windows = open.entrySet().iterator(); windows.hasNext(); ) {
            Map.Entry<Refusal, Window> window = windows.next();
            if (!window.getValue().since.isAfter(latest)) {
                windows.remove();
                if (window.getValue().unrecorded > 0) {
                    sums.add(new Sum(window.getKey(), window.getValue().unrecorded));
                }
            }
        }
        return sums;
    }

    private Refusal place(Refusal refusal) {
        return open.containsKey(refusal) || open.size() < MOST ? refusal : Refusal.anybodys(refusal.status());
    }
}
