package dev.scanrelay.push;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What was delivered and is not recorded yet. While one transaction is written, receipts gather for the next; so each records as many as there
 * are, and none waits for others to come.
 */
@ApplicationScoped
class Receipts {

    private final Queue<Receipt> queue = new ConcurrentLinkedQueue<>(); // no longer than there are hands

    void add(Receipt receipt) {
        queue.add(receipt);
    }

    /** All there are; they are the caller's from here on. */
    List<Receipt> take() {
        List<Receipt> taken = new ArrayList<>();
        for (Receipt next = queue.poll(); next != null; next = queue.poll()) {
            taken.add(next);
        }
        return taken;
    }
}
