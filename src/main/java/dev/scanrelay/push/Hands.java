package dev.scanrelay.push;

import dev.scanrelay.id.PartnerId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Who delivers in this process, and for which partner. */
final class Hands {

    /**
     * A partner may hold so many times as many as are left free. So one alone holds seven in eight, several share them, and whoever comes next
     * finds one.
     */
    static final int TIMES_FREE = 7;

    /** The same for endpoints with much under way, which leave some of the partner's to its others. */
    static final int TIMES_FREE_OF_MUCH = 3;

    private final int all;
    private final Semaphore free;
    private final Map<PartnerId, Integer> held = new ConcurrentHashMap<>();

    Hands(int all) {
        this.all = all;
        this.free = new Semaphore(all);
    }

    /** All that are free; whoever waits for all to rest waits until they are told what for. By one thread alone. */
    int reach() {
        return free.drainPermits();
    }

    /** How many deliveries of each partner are under way beside these. */
    Map<PartnerId, Integer> heldBeside(List<Due> ended) {
        Map<PartnerId, Integer> beside = new HashMap<>(held);
        ended.forEach(due -> beside.computeIfPresent(due.partner(), Hands::less));
        return beside;
    }

    /** Those that were reached and those of what has ended: for what was claimed, and the others are free. */
    void take(int reached, List<Due> ended, List<Due> claimed) {
        ended.forEach(due -> held.computeIfPresent(due.partner(), Hands::less));
        claimed.forEach(due -> held.merge(due.partner(), 1, Integer::sum));
        free.release(reached + ended.size() - claimed.size());
    }

    void release(Due due) {
        held.computeIfPresent(due.partner(), Hands::less);
        free.release();
    }

    private static @Nullable Integer less(PartnerId partner, int count) {
        return count == 1 ? null : Integer.valueOf(count - 1);
    }

    /** False: some are still at it after so long. */
    boolean allRest(Duration patience) throws InterruptedException {
        return free.tryAcquire(all, patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
