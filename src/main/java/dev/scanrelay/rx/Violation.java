package dev.scanrelay.rx;

/** What is wrong with a field, in constant words. */
record Violation(String field, String message) {}
