/**
 * Takes in Align's notifications: checks the callback key and the guards, reads two ids out of the body, and answers 202 once Kafka
 * has acknowledged. Rule: nothing here blocks an event loop, and nothing here touches a database.
 */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.ingress;
