/** What is delivered to run the service, held against the service. */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.deploy;
