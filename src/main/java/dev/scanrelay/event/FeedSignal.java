package dev.scanrelay.event;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells readers in this process that its relay has announced something; what other processes announce is found by polling. */
@ApplicationScoped
public class FeedSignal {

    private final List<Runnable> readers = new CopyOnWriteArrayList<>();

    /** Has it called after each batch; it returns at once. */
    public void onAnnounced(Runnable wake) {
        readers.add(wake);
    }

    void raise() {
        readers.forEach(Runnable::run);
    }
}
