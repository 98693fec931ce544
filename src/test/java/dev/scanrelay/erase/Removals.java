package dev.scanrelay.erase;

import dev.scanrelay.database.Database;
import dev.scanrelay.transfer.ObjectStore;
import io.quarkus.arc.Arc;

/** What a process removes whose settings name other stores than those of the one that is tested. */
public final class Removals {

    private Removals() {}

    /** The objects that are due. */
    public static void run(ObjectStore store) {
        new ObjectRemoval(bean(Database.class), store, bean(EraseSettings.class), bean(EraseMetrics.class)).run();
    }

    private static <T> T bean(Class<T> type) {
        return Arc.container().instance(type).get();
    }
}
