/** The consumer exam: plays deliveries against a vendor's endpoint and grades what follows. It shares no code with the product. */
@NullMarked
package dev.scanrelay.local.exam;

import org.jspecify.annotations.NullMarked;
