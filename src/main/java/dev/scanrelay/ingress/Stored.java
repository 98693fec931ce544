package dev.scanrelay.ingress;

/** Where a notification is durable now. */
enum Stored {
    KAFKA,
    /** In the database; it goes to Kafka from there. */
    SPOOL,
    /** Perhaps lost: the sender has to come again. */
    NOWHERE
}
