/** The consumer exam: tells events to a vendor's software and grades what follows. It shares no code with the product. */
@NullMarked
package dev.scanrelay.local.exam;

import org.jspecify.annotations.NullMarked;
