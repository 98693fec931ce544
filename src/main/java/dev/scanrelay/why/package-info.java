/** Says in one sentence where a scan is and why. Rule: what is said follows from stored facts alone; no name and no foreign text is in it. */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.why;
