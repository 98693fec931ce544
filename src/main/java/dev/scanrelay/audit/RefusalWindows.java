package dev.scanrelay.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sums refusals up: the first of a kind opens a window of a minute and is worth a record of its own, the others are counted. However
 * many come, {@code SHARE} kinds of a partner's are told apart, and the others share a window of that partner's: a flood at one takes
 * no room from another, and memory is bounded, as partners and statuses are few.
 */
final class RefusalWindows {

    static final Duration LENGTH = Duration.ofMinutes(1);
    static final int SHARE = 100;

    private final Map<String, Map<Refusal, Window>> open = new HashMap<>();

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
        Map<Refusal, Window> partners = of(refusal);
        Refusal place = place(refusal, partners);
        Window window = partners.get(place);
        if (window == null) {
            partners.put(place, new Window(now, 0));
            return Optional.of(place);
        }
        window.unrecorded++;
        return Optional.empty();
    }

    /** Counts what could not be recorded; it is summed up with what comes in its window. */
    synchronized void unrecorded(Sum sum, Instant now) {
        Map<Refusal, Window> partners = of(sum.refusal());
        partners.computeIfAbsent(place(sum.refusal(), partners), opened -> new Window(now, 0)).unrecorded +=
                sum.times();
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
        open.values()
                .forEach(partners -> partners.entrySet().removeIf(window -> {
                    boolean over = !window.getValue().since.isAfter(latest);
                    if (over && window.getValue().unrecorded > 0) {
                        sums.add(new Sum(window.getKey(), window.getValue().unrecorded));
                    }
                    return over;
                }));
        open.values().removeIf(Map::isEmpty);
        return sums;
    }

    private Map<Refusal, Window> of(Refusal refusal) {
        return open.computeIfAbsent(refusal.actor().partner(), partner -> new HashMap<>());
    }

    private static Refusal place(Refusal refusal, Map<Refusal, Window> partners) {
        return partners.containsKey(refusal) || partners.size() < SHARE ? refusal : refusal.amongOthers();
    }
}
