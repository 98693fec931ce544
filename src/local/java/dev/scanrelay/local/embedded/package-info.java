/** PostgreSQL, Kafka and an S3 server in this JVM's care. For tests and the {@code local} profile; never in the production jar. */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.local.embedded;
