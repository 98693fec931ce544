/**
 * How every client of Kafka signs in, from a few settings and from Secrets as Strimzi writes them. What is mounted is read again for each
 * connection, sign-in and token, so that a renewal by Strimzi needs no new start.
 */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.kafka;
