/**
 * Measures the product beside floor programs that do the least the job needs, in the same run on the same machine. Claims are
 * ratios of medians; nothing here is a test.
 */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.bench;
