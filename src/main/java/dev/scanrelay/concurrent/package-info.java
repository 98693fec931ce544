/** How callers share: one run of what several want at once, and no more at a time than there are slots. Knows no feature. */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.concurrent;
