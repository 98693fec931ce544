/** What goes wrong on purpose. */
@NullMarked
package dev.scanrelay.local.sandbox.fault;

import org.jspecify.annotations.NullMarked;
