/** The iTero cloud for development, tests and load: a program of its own that knows nothing of the product. */
@NullMarked
package dev.scanrelay.local.sandbox;

import org.jspecify.annotations.NullMarked;
