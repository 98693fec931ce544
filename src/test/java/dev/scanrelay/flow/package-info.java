/** The whole way, from a scan in the sandbox to an event on Kafka: real PostgreSQL, Kafka, S3 and HTTP. */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.flow;
