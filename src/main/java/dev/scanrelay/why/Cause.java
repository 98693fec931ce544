package dev.scanrelay.why;

/**
 * Why a scan is where it is.
 *
 * @param words constant; they follow "because"
 */
record Cause(String words, Fixer fixer) {}
