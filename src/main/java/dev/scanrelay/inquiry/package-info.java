/** Answers who saw or changed what, from the audit record. Rule: a partner reads of its own calls alone, and that is recorded too. */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.inquiry;
