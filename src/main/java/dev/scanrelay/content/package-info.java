/**
 * What is inside a scan: which entry is which, and what identifies the whole. Rule: pure; bytes come in by pushes, nothing is
 * opened, sent or logged here.
 */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.content;
