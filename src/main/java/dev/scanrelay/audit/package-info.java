/**
 * Who did what, to which order or patient, when, and what came of it. Rule: the record is committed before the answer, and holds
 * ids only.
 */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.audit;
