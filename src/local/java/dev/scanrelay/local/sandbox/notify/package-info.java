/** Tells paired clinics of changes. */
@NullMarked
package dev.scanrelay.local.sandbox.notify;

import org.jspecify.annotations.NullMarked;
