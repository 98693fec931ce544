/** A tiny HTTP server: routes, answers, and how their bytes travel. */
@NullMarked
package dev.scanrelay.local.sandbox.http;

import org.jspecify.annotations.NullMarked;
