package dev.scanrelay.ingress;

import java.util.function.Consumer;

/** Keeps records while Kafka is out. */
interface Spool {

    /**
     * Returns at once.
     *
     * @param then called once, soon, on any thread, with whether the record is durable
     */
    void keep(Outgoing entry, Consumer<Boolean> then);
}
