/**
 * The one-command start: PostgreSQL, Kafka, S3 and the iTero sandbox beside the service, a paired clinic and scans that arrive.
 * Rule: it meets the service over HTTP and settings alone, as a stranger would.
 */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.local;
