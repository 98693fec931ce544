package dev.scanrelay.ingress;

/** A record for the notification topic: what Kafka gets, and what the spool keeps while Kafka is out. */
record Outgoing(String key, String value) {

    @Override
    public String toString() {
        return "Outgoing";
    }
}
