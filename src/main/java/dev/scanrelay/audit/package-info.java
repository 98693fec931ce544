/**
 * Who did what, to which order or patient, when, and what came of it. Rules: the record is committed before the answer and holds ids
 * only; one process at a time chains it, and what was signed of the chain leaves the database.
 */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.audit;
