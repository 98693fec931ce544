/**
 * Takes in Align's notifications: checks the callback key and the guards, reads two ids out of the body, and answers 202 once Kafka
 * has acknowledged, or the spool in the database while Kafka is out. Rule: nothing here blocks an event loop, and nothing but the
 * spool touches the database.
 */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.ingress;
