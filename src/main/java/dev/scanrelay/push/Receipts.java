package dev.scanrelay.push;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What was delivered and is not recorded yet. While one transaction is written, receipts gather for the next; so each records as many as there
 * are, and none waits for others to come. After one that failed it is half as many, since one alone may be at fault.
 */
@ApplicationScoped
class Receipts {

    private static final int MOST = 1024;

    private final Queue<Receipt> queue = new ConcurrentLinkedQueue<>(); // no longer than there are hands
    private int most = MOST;

    void add(Receipt receipt) {
        queue.add(receipt);
    }

    /** The next to be recorded; they are the caller's, who says what became of it. */
    List<Receipt> take() {
        List<Receipt> taken = new ArrayList<>();
        while (taken.size() < most && queue.peek() != null) {
            taken.add(queue.remove());
        }
        return taken;
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    void recorded() {
        most = Math.min(MOST, most * 2);
    }

    /** They wait behind the others. One that another process took over meanwhile changes nothing once it is recorded. */
    void notRecorded(List<Receipt> taken) {
        queue.addAll(taken);
        most = Math.max(1, taken.size() / 2);
    }
}
