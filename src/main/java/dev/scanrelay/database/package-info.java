/**
 * The one door to PostgreSQL for blocking code. Rule: short transactions only; never a vendor call, a transfer or a Kafka send
 * inside one.
 */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.database;
