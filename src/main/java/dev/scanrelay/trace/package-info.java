/**
 * One trace for each scan, from the webhook to its event: spans, and where a trace stands while its scan waits in Kafka, the spool,
 * an order's row or the outbox. Rule: spans name routes, topics and ids, never what came in, so none can carry a secret.
 */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.trace;
