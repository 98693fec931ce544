/** Which stages of a scan's way are measured as histograms, and in which buckets. The meters themselves belong to the features. */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.metric;
