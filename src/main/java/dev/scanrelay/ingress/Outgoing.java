package dev.scanrelay.ingress;

import dev.scanrelay.trace.TraceParent;
import java.util.Optional;

/**
 * A record for the notification topic: what Kafka gets, and what the spool keeps while Kafka is out.
 *
 * @param trace where its trace stands
 */
record Outgoing(String key, String value, Optional<TraceParent> trace) {

    @Override
    public String toString() {
        return "Outgoing";
    }
}
