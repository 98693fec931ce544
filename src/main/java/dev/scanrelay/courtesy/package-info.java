/**
 * How we treat Align: how often it is asked for an account and a region, whom it wants left alone, and when a region is out. Rule: it decides
 * whether a call may leave, and knows nothing of what is asked.
 */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.courtesy;
