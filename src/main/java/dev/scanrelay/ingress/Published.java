package dev.scanrelay.ingress;

/** What Kafka made of a notification. */
enum Published {
    ACKNOWLEDGED,
    /** Not acknowledged, so perhaps lost: the sender has to come again. */
    UNACKNOWLEDGED
}
