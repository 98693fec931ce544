/** The partner API as the vendor's cloud answers it. Addresses and fields are those of the reference contract. */
@NullMarked
package dev.scanrelay.local.sandbox.partner;

import org.jspecify.annotations.NullMarked;
