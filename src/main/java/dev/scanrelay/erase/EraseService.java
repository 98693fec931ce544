package dev.scanrelay.erase;

import dev.scanrelay.concurrent.Ticker;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** What goes on by itself in the processes that erase. */
@ApplicationScoped
class EraseService {

    private static final int AFTER_THE_CHECKS = 3000;

    private final EraseSettings settings;
    private final Eraser eraser;
    private final ObjectRemoval objects;
    private final Tombstones tombstones;
    private final Retention retention;
    private final Ticker work;
    private final List<Ticker> tickers;

    EraseService(
            EraseSettings settings, Eraser eraser, ObjectRemoval objects, Tombstones tombstones, Retention retention) {
        this.settings = settings;
        this.eraser = eraser;
        this.objects = objects;
        this.tombstones = tombstones;
        this.retention = retention;
        this.work = new Ticker("erase", settings.poll(), this::turn);
        this.tickers = List.of(work, new Ticker("erase-tombstones", settings.tombstones(), this::obey));
    }

    /** Something was asked for in this process. */
    void wake() {
        work.wake();
    }

    void start(@Observes @Priority(AFTER_THE_CHECKS) StartupEvent starting) {
        if (settings.enabled()) {
            tickers.forEach(Ticker::start);
        }
    }

    void stop(@Observes @Priority(100) ShutdownEvent stopping) {
        tickers.forEach(Ticker::stop);
    }

    private boolean turn() {
        boolean erased = eraser.run();
        boolean moreObjects = objects.run();
        boolean moreTombstones = tombstones.store();
        boolean moreExpired = retention.run();
        return erased || moreObjects || moreTombstones || moreExpired;
    }

    private boolean obey() {
        tombstones.obey();
        work.wake();
        return false;
    }
}
